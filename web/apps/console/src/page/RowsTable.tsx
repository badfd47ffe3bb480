import { useTexts } from '@linli/kit/texts';
import type { Page } from '@linli/kit/client';
import { Button, Pagination, Table } from 'antd';
import type { ReactNode } from 'react';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';
import { RowsList } from './RowsList';
import { RowsSkeleton } from './RowsSkeleton';
import { readSort, writeSort } from './sort';
import { SortBar } from './SortBar';
import { useNarrow } from './useNarrow';

/** A list is paged to this row; the whole of a longer one is in its export. */
const deepest = 10_000;

/** A column; the first one is the row's name on a phone. */
export interface Column<T> {
  key: string;
  title: string;
  render(row: T): ReactNode;
  sortable?: boolean;
  number?: boolean;
  width?: number;
}

export interface ListState {
  query: { sort: string | null; page: number; size: number; q: string | null };
  set(changes: Record<string, string | number | null>): void;
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  rowKey(row: T): string;
  data: Page<T> | undefined;
  pending: boolean;
  fetching?: boolean;
  error: unknown;
  retry(): void;
  list: ListState;
  filtered?: boolean;
  clear?(): void;
  empty: { title: string; action?: string };
  onRow?(row: T): void;
}

/** A table wider than the page is scrolled by keyboard too, also where nothing in it takes the focus. */
function scrollsByKey(around: HTMLDivElement | null): void {
  around?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0');
}

/** A list of rows: a table at a desk, cards on a phone; with its loading, empty and error states. */
export function RowsTable<T extends object>(props: Props<T>) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const { columns, rowKey, data, list, onRow } = props;
  if (props.error) return <ErrorState error={props.error} retry={props.retry} />;
  if (props.pending || !data) return <RowsSkeleton rows={narrow ? 5 : 10} />;
  if (data.rows.length === 0 && data.page > 1 && data.total > 0) {
    return <EmptyState title={t('list.pastEnd')}><Button onClick={() => list.set({ page: null })}>{t('cases.first')}</Button></EmptyState>;
  }
  if (data.rows.length === 0) {
    return props.filtered
      ? <EmptyState title={t('state.emptyFiltered')} action={t('state.emptyFilteredDo')}>{props.clear && <Button onClick={props.clear}>{t('state.clear')}</Button>}</EmptyState>
      : <EmptyState {...props.empty} />;
  }
  const pages = data.total > data.size && (
    <Pagination
      className="ll-pages" size="small" align="end" showSizeChanger={!narrow} simple={narrow}
      current={data.page} pageSize={data.size} total={Math.min(data.total, deepest)}
      onChange={(page, size) => list.set({ page: page === 1 ? null : page, size: size === 20 ? null : size })}
    />
  );
  const footer = <div className="ll-list-foot"><span className="ll-soft">{data.total > deepest ? t('list.deep', { n: deepest }) : t('list.total', { n: data.total })}</span>{pages}</div>;
  if (narrow) {
    return (
      <div className={props.fetching ? 'll-fetching' : undefined}>
        <SortBar columns={columns} sort={list.query.sort} onChange={(sort) => list.set({ sort })} />
        <RowsList columns={columns} rows={data.rows} rowKey={rowKey} onRow={onRow} />
        {footer}
      </div>
    );
  }
  const sorting = readSort(list.query.sort);
  return (
    <div ref={scrollsByKey} className={props.fetching ? 'll-fetching' : undefined}>
      <Table<T>
        aria-label={props.label} size="middle" pagination={false} dataSource={data.rows} rowKey={rowKey} scroll={{ x: 'max-content' }}
        columns={columns.map((column) => ({
          key: column.key, title: column.title, width: column.width, align: column.number ? 'end' : 'start',
          render: (_: unknown, row: T) => column.render(row), sorter: column.sortable, showSorterTooltip: false,
          sortOrder: sorting?.key === column.key ? (sorting.down ? 'descend' : 'ascend') : null,
        }))}
        onChange={(_page, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          list.set({ sort: writeSort(one?.order ? { key: String(one.columnKey), down: one.order === 'descend' } : null) });
        }}
        onRow={onRow && ((row) => ({ onClick: () => onRow(row), className: 'll-row' }))}
      />
      {footer}
    </div>
  );
}
