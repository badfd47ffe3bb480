import { address, type Thoroughfare } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ListBar } from '../page/ListBar';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useThoroughfares } from './queries';

/** The thoroughfares of the area. */
export function ThoroughfaresTab() {
  const { t, say, word, number } = useTexts();
  const { query, set } = useList();
  const rows = useThoroughfares(query);
  const columns: Column<Thoroughfare>[] = [
    { key: 'name', title: t('register.name'), sortable: true, render: (row) => say(row.name) },
    { key: 'kind', title: t('register.kind'), sortable: true, render: (row) => word('road', row.kind) },
    { key: 'buildings', title: t('register.buildingCount'), number: true, render: (row) => number(row.buildings) },
    { key: 'length_m', title: t('register.length'), number: true, render: (row) => (row.length_m === null ? number(null) : t('register.metres', { value: Math.round(row.length_m) })) },
  ];
  return (
    <>
      <ListBar q={query.q} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/thoroughfares', { ...query, page: null, size: null, format: 'csv' }) }]} />
      <RowsTable
        label={t('register.thoroughfares')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={query.q !== null} clear={() => set({ q: null })}
        empty={{ title: t('register.empty'), action: t('register.emptyDo') }}
      />
    </>
  );
}
