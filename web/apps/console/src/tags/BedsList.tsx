import type { BedsApproved } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Pagination } from 'antd';
import { useState } from 'react';
import { Spell } from '../blocks/Spell';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useBeds } from './queries';

const size = 20;

/** Beds that were approved for buildings of the area: how many, since when, by which office and number. */
export function BedsList({ area }: { area: string | null }) {
  const { t, say, number } = useTexts();
  const [page, setPage] = useState(1);
  const beds = useBeds({ area, page, size });
  if (beds.isError) return <ErrorState error={beds.error} retry={() => void beds.refetch()} />;
  if (!beds.data) return <RowsSkeleton rows={3} />;
  const columns: Column<BedsApproved>[] = [
    { key: 'building', title: t('housing.building'), render: (row) => <Link to={`/blocks/buildings/${row.building}`}>{say(row.label) || row.code}</Link> },
    { key: 'beds', title: t('tags.bedsNumber'), number: true, render: (row) => number(row.beds) },
    { key: 'spell', title: t('tags.bedsHold'), render: (row) => <Spell from={row.from} to={row.to} /> },
    { key: 'holds', title: t('tags.bedsNow'), render: (row) => t(row.holds ? 'tags.bedsHolds' : 'tags.bedsOver') },
    { key: 'reference', title: t('tags.bedsReference'), render: (row) => row.reference },
    { key: 'office', title: t('tags.bedsOffice'), render: (row) => row.office || '–' },
  ];
  return (
    <>
      {beds.data.rows.length > 0 ? <PlainTable label={t('tags.beds')} columns={columns} rows={beds.data.rows} /> : <p className="ll-soft">{t('tags.bedsNone')}</p>}
      {beds.data.total > size && <Pagination size="small" current={page} pageSize={size} total={beds.data.total} showSizeChanger={false} onChange={setPage} />}
    </>
  );
}
