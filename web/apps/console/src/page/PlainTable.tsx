import { Table } from 'antd';
import { RowsList } from './RowsList';
import type { Column } from './RowsTable';
import { useNarrow } from './useNarrow';

interface Props<T> { label: string; columns: Column<T>[]; rows: T[]; onRow?(row: T): void }

/** A short table without paging: every row that there is. */
export function PlainTable<T extends object>({ label, columns, rows, onRow }: Props<T>) {
  const narrow = useNarrow();
  const keys = new Map(rows.map((row, index) => [row, String(index)]));
  const keyOf = (row: T) => keys.get(row) ?? '';
  if (narrow) return <RowsList columns={columns} rows={rows} rowKey={keyOf} onRow={onRow} />;
  return (
    <Table<T>
      aria-label={label} size="small" pagination={false} dataSource={rows} rowKey={keyOf} scroll={{ x: 'max-content' }}
      columns={columns.map((column) => ({
        key: column.key, title: column.title, width: column.width, align: column.number ? 'end' : 'start',
        render: (_: unknown, row: T) => column.render(row),
      }))}
      onRow={onRow && ((row) => ({ onClick: () => onRow(row), className: 'll-row' }))}
    />
  );
}
