import { address, type Hazard } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { ChoiceFilter } from './ChoiceFilter';
import { FollowedRows } from './FollowedRows';
import { HazardDue } from './HazardDue';
import { HazardState } from './HazardState';
import { PlaceName } from './PlaceName';
import { useHazards, useHousingCatalogue } from './queries';
import { Severity } from './Severity';
import { useWords } from './useWords';

/** What a choice of the switch asks the server for. */
const which = { open: { open: true }, late: { overdue: true }, closed: { open: false }, all: {} } as const;
const filters = ['q', 'group', 'kind', 'severity', 'state', 'office'] as const;

/** Hazards of the area: search, filters, order, export; a page goes on where the last ended. */
export function HazardsTab() {
  const { t, say, day } = useTexts();
  const [, go] = useLocation();
  const words = useWords();
  const area = useArea();
  const [params, change] = useParams();
  const catalogue = useHousingCatalogue().data;
  const chosen = (params.get('which') ?? 'open') as keyof typeof which;
  // What is over has no deadline to be put in order by.
  const byDeadline = chosen === 'open' || chosen === 'late';
  const set = (changes: Record<string, string | null>) => change({ after: null, ...changes });
  const asked = { area, ...Object.fromEntries(filters.map((name) => [name, params.get(name)])), sort: byDeadline ? params.get('sort') ?? 'deadline' : null, ...which[chosen] };
  const hazards = useHazards({ ...asked, after: params.get('after'), size: 20 });
  const group = params.get('group');
  const kinds = (catalogue?.types ?? []).filter((kind) => !group || kind.group === group).map(({ id, title }) => ({ value: id, label: say(title) }));
  const columns: Column<Hazard>[] = [
    { key: 'kind', title: t('housing.hazard'), render: (row) => <span className="ll-case-name"><Link to={`/housing/hazards/${row.id}`}>{say(row.kind.title)}</Link><small><PlaceName place={row.place} /></small></span> },
    { key: 'severity', title: t('housing.severity'), width: 130, render: (row) => <Severity value={row.severity} /> },
    { key: 'state', title: t('cases.state'), width: 150, render: (row) => <HazardState value={row.state} /> },
    { key: 'due', title: t('cases.due'), width: 176, render: (row) => <HazardDue row={row} /> },
    { key: 'office', title: t('cases.office'), width: 160, render: (row) => say(row.office.label) },
    { key: 'found', title: t('housing.found'), width: 120, render: (row) => day(row.found_at) },
  ];
  return (
    <>
      <ListBar q={params.get('q')} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/housing/hazards/export', asked) }]}>
        <Segmented
          aria-label={t('cases.which')} value={chosen} onChange={(value) => set({ which: value === 'open' ? null : value })}
          options={[{ value: 'open', label: t('housing.open') }, { value: 'late', label: t('housing.overdue') }, { value: 'closed', label: t('housing.closed') }, { value: 'all', label: t('list.all') }]}
        />
        <ChoiceFilter label={t('housing.severity')} choices={words(catalogue?.severities)} value={params.get('severity')} onChange={(severity) => set({ severity })} />
        <ChoiceFilter label={t('cases.state')} choices={words(catalogue?.states)} value={params.get('state')} onChange={(state) => set({ state })} />
        <ChoiceFilter label={t('housing.group')} choices={(catalogue?.groups ?? []).map(({ id, title }) => ({ value: id, label: say(title) }))} value={group} onChange={(value) => set({ group: value, kind: null })} />
        <ChoiceFilter label={t('housing.kind')} choices={kinds} value={params.get('kind')} onChange={(kind) => set({ kind })} />
        <ChoiceFilter label={t('cases.office')} choices={words(catalogue?.offices)} value={params.get('office')} onChange={(office) => set({ office })} />
        {byDeadline && <Segmented
          aria-label={t('housing.order')} value={params.get('sort') ?? 'deadline'} onChange={(sort) => set({ sort: sort === 'deadline' ? null : sort })}
          options={[{ value: 'deadline', label: t('cases.sort.deadline') }, { value: 'newest', label: t('cases.sort.newest') }]}
        />}
      </ListBar>
      <FollowedRows
        label={t('housing.tab.hazards')} columns={columns} list={hazards} onRow={(row) => go(`/housing/hazards/${row.id}`)}
        filtered={filters.some((name) => params.get(name)) || chosen === 'late'} clear={() => set({ ...Object.fromEntries(filters.map((name) => [name, null])), which: null })}
        empty={{ title: t('housing.noHazards'), action: t('housing.noHazardsDo') }}
      />
    </>
  );
}
