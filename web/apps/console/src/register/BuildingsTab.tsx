import type { BuildingRow } from '@linli/kit/client';
import { address } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { stages, uses } from './lists';
import { useBuildings } from './queries';
import { Stage } from './Stage';

/** The buildings of the area. */
export function BuildingsTab() {
  const { t, say, word, number } = useTexts();
  const [, go] = useLocation();
  const { query, filter, set } = useList();
  const filters = { ...query, use: filter('use'), stage: filter('stage') };
  const rows = useBuildings(filters);
  const file = (format: string) => address('/api/buildings', { ...filters, page: null, size: null, format });
  const columns: Column<BuildingRow>[] = [
    { key: 'label', title: t('register.address'), sortable: true, render: (row) => <Link to={`/register/buildings/${row.id}`}>{say(row.label)}</Link> },
    { key: 'use', title: t('register.use'), sortable: true, render: (row) => word('use', row.use) },
    { key: 'stage', title: t('register.stage'), render: (row) => <Stage value={row.stage} /> },
    { key: 'floors', title: t('register.floors'), number: true, sortable: true, render: (row) => number(row.floors) },
    { key: 'units', title: t('register.unitCount'), number: true, sortable: true, render: (row) => number(row.units) },
    { key: 'code', title: t('register.code'), sortable: true, render: (row) => <code>{row.code}</code> },
  ];
  return (
    <>
      <ListBar
        q={query.q} search={(q) => set({ q })}
        exports={[{ label: t('list.exportCsv'), href: file('csv') }, { label: t('list.exportGeojson'), href: file('geojson') }]}
      >
        <WordFilter label={t('register.use')} list="use" values={uses} value={filter('use')} onChange={(use) => set({ use })} />
        <WordFilter label={t('register.stage')} list="stage" values={stages} value={filter('stage')} onChange={(stage) => set({ stage })} />
      </ListBar>
      <RowsTable
        label={t('register.buildings')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }}
        filtered={Boolean(query.q ?? filters.use ?? filters.stage)} clear={() => set({ q: null, use: null, stage: null })}
        empty={{ title: t('register.empty'), action: t('register.emptyDo') }} onRow={(row) => go(`/register/buildings/${row.id}`)}
      />
    </>
  );
}
