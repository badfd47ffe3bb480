import { useTexts } from '@linli/kit/texts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useParams } from '../page/useParams';

interface Props<T> {
  label: string; columns: Column<T>[]; list: UseQueryResult<{ rows: T[]; total: number; next: string | null }>; onRow(row: T): void;
  filtered: boolean; clear(): void; empty: { title: string; action?: string };
}

/** Rows of a list that goes on where its last page ended. */
export function FollowedRows<T extends { id: string }>({ label, columns, list, onRow, filtered, clear, empty }: Props<T>) {
  const { t, number } = useTexts();
  const [params, change] = useParams();
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <RowsSkeleton rows={10} />;
  const { rows, total, next } = list.data;
  if (rows.length === 0) {
    return filtered
      ? <EmptyState title={t('state.emptyFiltered')} action={t('state.emptyFilteredDo')}><Button onClick={clear}>{t('state.clear')}</Button></EmptyState>
      : <EmptyState {...empty} />;
  }
  return (
    <div className={list.isPlaceholderData ? 'll-fetching' : undefined}>
      <PlainTable label={label} columns={columns} rows={rows} onRow={onRow} />
      <div className="ll-list-foot">
        <span className="ll-soft">{total > 1000 ? t('housing.totalMany') : t('list.total', { n: number(total) })}</span>
        <span className="ll-actions">
          {params.get('after') && <Button onClick={() => change({ after: null })}>{t('cases.first')}</Button>}
          {next && <Button onClick={() => change({ after: next })}>{t('cases.more')}</Button>}
        </span>
      </div>
    </div>
  );
}
