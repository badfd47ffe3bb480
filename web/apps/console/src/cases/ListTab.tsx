import { address, type CaseRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Segmented, Select } from 'antd';
import { useLocation } from 'wouter';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useParams } from '../page/useParams';
import { WordFilter } from '../page/WordFilter';
import { CaseState } from './CaseState';
import { CaseTable } from './CaseTable';
import { Due } from './Due';
import { useCases, useCatalogue } from './queries';

const states = ['reported', 'accepted', 'assigned', 'in_hand', 'waiting', 'resolved', 'confirmed', 'reopened', 'merged', 'refused'];
const doors = ['portal', 'field', 'hotline', 'email', 'open311', 'department', 'lead', 'split'];

/** What a choice of the first switch asks the server for. */
const which = {
  open: { open: true }, late: { overdue: true }, closed: { open: false }, all: {}, supervised: { supervised: true, open: true }, recheck: { recheck: true },
} as const;

/** All cases of the area: search, filters, order, export; a page goes on where the last ended. */
export function ListTab({ area }: { area: string | null }) {
  const { t, say, moment, number } = useTexts();
  const [, go] = useLocation();
  const [params, change] = useParams();
  const catalogue = useCatalogue().data;
  const chosen = (params.get('which') ?? 'open') as keyof typeof which;
  const set = (changes: Record<string, string | null>) => change({ after: null, ...changes });
  const asked = {
    area, q: params.get('q'), state: params.get('state'), office: params.get('office'), class: params.get('class'), door: params.get('door'),
    officer: params.get('officer'), sort: chosen === 'closed' || chosen === 'all' || chosen === 'recheck' ? null : params.get('sort'), ...(which[chosen] ?? which.open),
  };
  const cases = useCases({ ...asked, after: params.get('after'), size: 20 });
  const columns: Column<CaseRow>[] = [
    { key: 'subclass', title: t('cases.subclass'), render: (row) => <span className="ll-case-name"><Link to={`/cases/${row.number}`}>{say(row.subclass.title)}</Link><small>{row.words}</small></span> },
    { key: 'place', title: t('cases.place'), width: 220, render: (row) => say(row.place.label) },
    { key: 'state', title: t('cases.state'), width: 116, render: (row) => <CaseState value={row.state} /> },
    { key: 'due', title: t('cases.due'), width: 128, render: (row) => <Due at={row.due_at} state={row.state} /> },
    { key: 'office', title: t('cases.office'), width: 176, render: (row) => <span className="ll-case-name">{say(row.office.title)}<small>{row.officer?.name ?? t('cases.nobody')}</small></span> },
    { key: 'reported', title: t('cases.reported'), width: 150, render: (row) => <span className="ll-case-name">{moment(row.reported_at)}<small>{row.number}</small>{row.reports > 1 && <small>{t('cases.reports', { n: number(row.reports) })}</small>}</span> },
  ];
  const names = (label: string, list: { id: string; title: { zh: string; en: string } }[] = []) => [{ value: '', label: `${label}: ${t('list.all')}` }, ...list.map(({ id, title }) => ({ value: id, label: say(title) }))];
  const filtered = ['q', 'state', 'office', 'class', 'door', 'officer'].some((name) => params.get(name));
  const clear = () => set({ q: null, state: null, office: null, class: null, door: null, officer: null });
  const options = (['open', 'late', 'closed', 'all'] as const).map((value) => ({ value, label: value === 'all' ? t('list.all') : t(`cases.${value}`) }));
  return (
    <section className="ll-panel">
      <ListBar q={params.get('q')} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/cases/export', asked) }]}>
        <Segmented aria-label={t('cases.which')} options={options} value={chosen} onChange={(value) => set({ which: value === 'open' ? null : value })} />
        <Select className="ll-filter" aria-label={t('cases.office')} popupMatchSelectWidth={false} options={names(t('cases.office'), catalogue?.offices)} value={params.get('office') ?? ''} onChange={(office) => set({ office: office || null })} />
        <Select className="ll-filter" aria-label={t('cases.class')} popupMatchSelectWidth={false} options={names(t('cases.class'), catalogue?.classes)} value={params.get('class') ?? ''} onChange={(value) => set({ class: value || null })} />
        <WordFilter label={t('cases.state')} list="case_state" values={states} value={params.get('state')} onChange={(state) => set({ state })} />
        <WordFilter label={t('cases.door')} list="case_door" values={doors} value={params.get('door')} onChange={(door) => set({ door })} />
        {(chosen === 'open' || chosen === 'late') && (
          <Segmented
            aria-label={t('cases.due')} value={params.get('sort') ?? 'newest'} onChange={(sort) => set({ sort: sort === 'newest' ? null : sort })}
            options={[{ value: 'newest', label: t('cases.sort.newest') }, { value: 'deadline', label: t('cases.sort.deadline') }]}
          />
        )}
      </ListBar>
      {cases.isError && <ErrorState error={cases.error} retry={() => void cases.refetch()} />}
      {cases.isPending && <RowsSkeleton rows={10} />}
      {cases.data?.rows.length === 0 && (filtered
        ? <EmptyState title={t('state.emptyFiltered')} action={t('state.emptyFilteredDo')}><Button onClick={clear}>{t('state.clear')}</Button></EmptyState>
        : <EmptyState title={t('cases.none')} action={t('cases.noneDo')} />)}
      {cases.data && cases.data.rows.length > 0 && (
        <>
          <CaseTable columns={columns} rows={cases.data.rows} fetching={cases.isPlaceholderData} onRow={(row) => go(`/cases/${row.number}`)} />
          <div className="ll-list-foot">
            <span className="ll-soft">{cases.data.total > 1000 ? t('cases.totalMany') : t('list.total', { n: number(cases.data.total) })}</span>
            <span className="ll-actions">
              {params.get('after') && <Button onClick={() => change({ after: null })}>{t('cases.first')}</Button>}
              {cases.data.next && <Button onClick={() => change({ after: cases.data.next })}>{t('cases.more')}</Button>}
            </span>
          </div>
        </>
      )}
    </section>
  );
}
