import { address, type OrganisationRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useAccount } from '../session/context';
import { useOrganisations } from './queries';

/** The organisations of the area. */
export function OrganisationList() {
  const { t, number } = useTexts();
  const [, go] = useLocation();
  const { query, filter, set } = useList();
  const { areas } = useAccount();
  // Who works in the whole district sees organisations without a known place too, until an area is chosen.
  const whole = areas.some(({ path }) => path === '') && filter('area') === null;
  const asked = { ...query, area: whole ? null : query.area };
  const rows = useOrganisations(asked);
  const file = address('/api/blocks/organisations', { q: asked.q, area: asked.area, format: 'csv' });
  const industry: Column<OrganisationRow> = { key: 'industry', title: t('fact.industry'), render: (row) => row.kind || '–' };
  const columns: Column<OrganisationRow>[] = [
    { key: 'name', title: t('register.name'), render: (row) => <Link to={`/blocks/organisations/${row.id}`}>{row.name}</Link> },
    { key: 'number', title: t('fact.number'), render: (row) => row.number ?? '–' },
    ...(rows.data?.rows.some((row) => row.kind) ? [industry] : []),
    { key: 'records', title: t('blocks.recordCount'), number: true, render: (row) => number(row.records) },
  ];
  return (
    <>
      <ListBar q={query.q} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: file }]} />
      <RowsTable
        label={t('blocks.organisations')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={query.q !== null} clear={() => set({ q: null })}
        empty={{ title: t('blocks.organisationsNone'), action: t('blocks.emptyDo') }} onRow={(row) => go(`/blocks/organisations/${row.id}`)}
      />
    </>
  );
}
