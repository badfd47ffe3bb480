import type { Column } from '../page/RowsTable';

interface Props<T> { label: string; running: string; columns: Column<T>[]; rows: T[] }

/** A table on paper, its last row the sum: every cell wraps, and each further page begins with its head and what it is of. */
export function PaperTable<T extends object>({ label, running, columns, rows }: Props<T>) {
  const side = (column: Column<T>) => (column.number ? 'll-number' : undefined);
  return (
    <div className="ll-paper-scroll" tabIndex={0}>
      <table className="ll-paper-table" aria-label={label}>
        <thead>
          <tr className="ll-paper-running"><td colSpan={columns.length}>{running}</td></tr>
          <tr>{columns.map((column) => <th key={column.key} scope="col" className={side(column)}>{column.title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column, at) => (at === 0
                ? <th key={column.key} scope="row">{column.render(row)}</th>
                : <td key={column.key} className={side(column)}>{column.render(row)}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
