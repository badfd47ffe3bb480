import { address, type Estate } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ListBar } from '../page/ListBar';
import { Link } from '../page/Link';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useEstates } from './queries';

/** The estates of the area. */
export function EstatesTab() {
  const { t, say, word, number } = useTexts();
  const { query, set } = useList();
  const rows = useEstates(query);
  const columns: Column<Estate>[] = [
    {
      key: 'name', title: t('register.name'), sortable: true,
      render: (row) => (row.point ? <Link to={`/map?at=${row.point.lon.toFixed(6)},${row.point.lat.toFixed(6)}`}>{say(row.name)}</Link> : say(row.name)),
    },
    { key: 'kind', title: t('register.kind'), sortable: true, render: (row) => word('estate', row.kind) },
    { key: 'buildings', title: t('register.buildingCount'), number: true, render: (row) => number(row.buildings) },
    { key: 'units', title: t('register.unitCount'), number: true, render: (row) => number(row.units) },
  ];
  return (
    <>
      <ListBar q={query.q} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/estates', { ...query, page: null, size: null, format: 'csv' }) }]} />
      <RowsTable
        label={t('register.estates')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={query.q !== null} clear={() => set({ q: null })}
        empty={{ title: t('register.empty'), action: t('register.emptyDo') }}
      />
    </>
  );
}
