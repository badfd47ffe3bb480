import type { Run } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { ClassBar } from '../sources/ClassBar';

type Rates = Run['rates'][number];

/** How the addresses of each source washed. */
export function RatesTable({ rates }: { rates: Rates[] }) {
  const { t, say, word, number } = useTexts();
  const columns: Column<Rates>[] = [
    { key: 'name', title: t('sources.table'), render: (row) => <Link to={`/sources/${row.source}`}>{say(row.name)}</Link> },
    { key: 'role', title: t('runs.role'), render: (row) => word('role_of_address', row.role) },
    { key: 'rows', title: t('sources.rows'), number: true, render: (row) => number(row.rows) },
    { key: 'matched', title: t('sources.matched'), render: (row) => <ClassBar counts={row} /> },
    { key: 'a', title: t('class.A'), number: true, render: (row) => number(row.a) },
    { key: 'b', title: t('class.B'), number: true, render: (row) => number(row.b) },
    { key: 'c', title: t('class.C'), number: true, render: (row) => number(row.c) },
    { key: 'none', title: t('class.none'), number: true, render: (row) => number(row.none) },
  ];
  return <PlainTable label={t('runs.rates')} columns={columns} rows={rates} />;
}
