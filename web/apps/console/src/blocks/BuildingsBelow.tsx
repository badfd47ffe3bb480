import type { BuildingRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useBuildings } from '../register/queries';

/** Buildings shown of a grid; a longer list is in the register. */
const most = 200;

/** The buildings of the smallest area; each leads to its own block. */
export function BuildingsBelow({ area }: { area: string }) {
  const { t, say, word, number } = useTexts();
  const rows = useBuildings({ area, q: null, sort: null, page: 1, size: most });
  if (rows.isError) return <ErrorState error={rows.error} retry={() => void rows.refetch()} />;
  if (!rows.data) return <RowsSkeleton rows={6} />;
  if (rows.data.rows.length === 0) return <EmptyState title={t('blocks.buildingsNone')} />;
  const columns: Column<BuildingRow>[] = [
    { key: 'label', title: t('register.address'), render: (row) => <Link to={`/blocks/buildings/${row.id}`}>{say(row.label)}</Link> },
    { key: 'use', title: t('register.use'), render: (row) => word('use', row.use) },
    { key: 'floors', title: t('register.floors'), number: true, render: (row) => number(row.floors) },
    { key: 'units', title: word('count', 'units'), number: true, render: (row) => number(row.units) },
  ];
  return (
    <>
      <PlainTable label={t('register.buildings')} columns={columns} rows={rows.data.rows} />
      {rows.data.total > most && <p><Link to={`/register?area=${area}`}>{t('blocks.moreBuildings', { n: rows.data.total })}</Link></p>}
    </>
  );
}
