import type { CountDimension } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { type CountRow, rowsOf, type Told } from './people';

/** A count by one dimension with a bar beside each number, or by two as a table of both. */
export function CountTable({ by, cells }: { by: CountDimension[]; cells: Told[] }) {
  const { t, word, number } = useTexts();
  const { columns, rows } = rowsOf(by, cells);
  const [first, second] = by;
  const told = (people: Told | undefined) => (people == null ? t('people.withheld') : number(people));
  if (!first || rows.length === 0) return <p className="ll-soft">{t('people.nobody')}</p>;
  const most = Math.max(...rows.map(({ numbers }) => numbers[0] ?? 0), 1);
  const value: Column<CountRow> = { key: 'value', title: word('cut', first.name), render: (row) => word(`cut.${first.name}`, row.value) };
  const crossed = columns.map((column, at): Column<CountRow> => ({
    key: column, title: word(`cut.${second?.name ?? ''}`, column), number: true, render: (row) => told(row.numbers[at]),
  }));
  const single: Column<CountRow>[] = [
    { key: 'people', title: t('people.people'), number: true, width: 120, render: (row) => told(row.numbers[0]) },
    { key: 'bar', title: '', width: 320, render: (row) => <span className="ll-count-bar" aria-hidden="true"><b style={{ width: `${((row.numbers[0] ?? 0) / most) * 100}%` }} /></span> },
  ];
  return <PlainTable label={t('people.title')} columns={[value, ...(second ? crossed : single)]} rows={rows} />;
}
