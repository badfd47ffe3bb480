import { address, type UnitRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { stages, uses } from './lists';
import { useUnits } from './queries';
import { Stage } from './Stage';

/** The units of the area: dwellings, shops and every other use. */
export function UnitsTab() {
  const { t, say, word } = useTexts();
  const [, go] = useLocation();
  const { query, filter, set } = useList();
  const filters = { ...query, use: filter('use'), stage: filter('stage') };
  const rows = useUnits(filters);
  const columns: Column<UnitRow>[] = [
    { key: 'label', title: t('register.address'), sortable: true, render: (row) => <Link to={`/register/units/${row.id}`}>{say(row.label)}</Link> },
    { key: 'use', title: t('register.use'), sortable: true, render: (row) => word('use', row.use) },
    { key: 'stage', title: t('register.stage'), render: (row) => <Stage value={row.stage} /> },
    { key: 'code', title: t('register.code'), sortable: true, render: (row) => <code>{row.code}</code> },
  ];
  return (
    <>
      <ListBar
        q={query.q} search={(q) => set({ q })}
        exports={[{ label: t('list.exportCsv'), href: address('/api/units', { ...filters, page: null, size: null, format: 'csv' }) }]}
      >
        <WordFilter label={t('register.use')} list="use" values={uses} value={filter('use')} onChange={(use) => set({ use })} />
        <WordFilter label={t('register.stage')} list="stage" values={stages} value={filter('stage')} onChange={(stage) => set({ stage })} />
      </ListBar>
      <RowsTable
        label={t('register.units')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }}
        filtered={Boolean(query.q ?? filters.use ?? filters.stage)} clear={() => set({ q: null, use: null, stage: null })}
        empty={{ title: t('register.empty'), action: t('register.emptyDo') }} onRow={(row) => go(`/register/units/${row.id}`)}
      />
    </>
  );
}
