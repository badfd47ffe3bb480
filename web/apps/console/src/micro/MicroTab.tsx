import { address, type MicroEvent } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useLocation } from 'wouter';
import { Due } from '../cases/Due';
import { DayRange } from '../figures/DayRange';
import { ChoiceFilter } from '../housing/ChoiceFilter';
import { FollowedRows } from '../housing/FollowedRows';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import type { Column } from '../page/RowsTable';
import { useParams } from '../page/useParams';
import { MicroState } from './MicroState';
import { useMicroCatalogue, useMicroEvents } from './queries';

/** What a choice of the switch asks the server for; what is to be put right stands in the order of its deadlines. */
const which = {
  open: { state: 'found', sort: 'deadline' }, late: { overdue: true, sort: 'deadline' }, waits: { waits: true }, escalated: { state: 'escalated' },
} as const;
const choices = ['open', 'late', 'waits', 'escalated'] as const;
const filters = ['q', 'kind', 'from', 'to'] as const;
const cleared = { micro: null, ...Object.fromEntries(filters.map((name) => [name, null])) };

/** Micro-events of the area: search, filters, export; a page goes on where the last ended. It names nobody. */
export function MicroTab({ area }: { area: string | null }) {
  const { t, say, moment } = useTexts();
  const [, go] = useLocation();
  const [params, change] = useParams();
  const kinds = useMicroCatalogue().data?.kinds ?? [];
  const chosen = choices.find((choice) => choice === params.get('micro'));
  const set = (changes: Record<string, string | null>) => change({ after: null, ...changes });
  const asked = { area, ...Object.fromEntries(filters.map((name) => [name, params.get(name)])), ...(chosen ? which[chosen] : {}) };
  const events = useMicroEvents({ ...asked, after: params.get('after'), size: 20 });
  const columns: Column<MicroEvent>[] = [
    { key: 'kind', title: t('micro.kind'), render: (row) => <span className="ll-case-name"><Link to={`/cases/micro/${row.id}`}>{say(row.kind.title)}</Link><small>{say(row.place.label)}</small></span> },
    { key: 'state', title: t('cases.state'), width: 150, render: (row) => <MicroState row={row} /> },
    { key: 'due', title: t('cases.due'), width: 140, render: (row) => <Due at={row.due_at} /> },
    { key: 'found', title: t('micro.found'), width: 160, render: (row) => moment(row.found_at) },
    { key: 'case', title: t('micro.case'), width: 110, render: (row) => (row.case ? <Link to={`/cases/${row.case}`}>{t('cases.openOther')}</Link> : '–') },
  ];
  return (
    <section className="ll-panel">
      <p className="ll-soft">{t('micro.lead')}</p>
      <ListBar q={params.get('q')} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/cases/micro-events/export', asked) }]}>
        <ChoiceFilter label={t('cases.state')} choices={choices.map((value) => ({ value, label: t(`micro.which.${value}`) }))} value={chosen ?? null} onChange={(micro) => set({ micro })} />
        <ChoiceFilter label={t('micro.kind')} choices={kinds.map(({ id, title }) => ({ value: id, label: say(title) }))} value={params.get('kind')} onChange={(kind) => set({ kind })} />
        <DayRange from={params.get('from')} to={params.get('to')} change={set} />
      </ListBar>
      <FollowedRows
        label={t('micro.tab')} columns={columns} list={events} onRow={(row) => go(`/cases/micro/${row.id}`)}
        filtered={chosen !== undefined || filters.some((name) => params.get(name))} clear={() => set(cleared)}
        empty={{ title: t('micro.none'), action: t('micro.noneDo') }}
      />
    </section>
  );
}
