import type { SignalCount } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useSignalCounts } from './queries';

/** What came of the signals: all that is left of them. */
export function CountsTable() {
  const { t, word, number } = useTexts();
  const counts = useSignalCounts(useArea());
  if (counts.error) return <ErrorState error={counts.error} retry={() => void counts.refetch()} />;
  if (!counts.data) return <RowsSkeleton rows={3} />;
  if (counts.data.length === 0) return <p className="ll-soft">{t('leads.countsNone')}</p>;
  const columns: Column<SignalCount>[] = [
    { key: 'month', title: t('leads.month'), width: 110, render: (row) => row.month },
    { key: 'grid', title: t('leads.grid'), render: (row) => <code>{row.grid.split('/').pop()}</code> },
    { key: 'kind', title: t('leads.kind'), render: (row) => word('signal', row.kind) },
    { key: 'outcome', title: t('leads.outcome'), render: (row) => word('lead_outcome', row.outcome) },
    { key: 'total', title: t('leads.total'), number: true, width: 100, render: (row) => number(row.total) },
  ];
  return <PlainTable label={t('leads.counts')} columns={columns} rows={counts.data} />;
}
