import type { Column } from './RowsTable';

interface Props<T> { columns: Column<T>[]; rows: T[]; rowKey(row: T): string; onRow?(row: T): void }

/** Rows as cards, for a phone. */
export function RowsList<T>({ columns, rows, rowKey, onRow }: Props<T>) {
  const [first, ...rest] = columns;
  return (
    <ul className="ll-cards">
      {rows.map((row) => (
        <li key={rowKey(row)} onClick={onRow && (() => onRow(row))}>
          <b>{first?.render(row)}</b>
          <dl>
            {rest.map((column) => (
              <div key={column.key}><dt>{column.title}</dt><dd>{column.render(row)}</dd></div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
