import type { ColumnProfile } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** What each column holds, and what is done with it. */
export function ColumnsTable({ columns: rows }: { columns: ColumnProfile[] }) {
  const { t, word, number, percent } = useTexts();
  const columns: Column<ColumnProfile>[] = [
    { key: 'name', title: t('sources.column'), render: (row) => row.name },
    { key: 'kind', title: t('sources.kind'), render: (row) => word('kind', row.kind) },
    { key: 'treatment', title: t('sources.treatment'), render: (row) => word('treatment', row.treatment) },
    { key: 'filled', title: t('sources.filled'), number: true, render: (row) => percent(row.filled) },
    { key: 'unreadable', title: t('sources.unreadable'), number: true, render: (row) => percent(row.unreadable) },
    { key: 'distinct', title: t('sources.distinct'), number: true, render: (row) => number(row.distinct) },
    { key: 'examples', title: t('sources.shapes'), render: (row) => <code>{row.examples.slice(0, 3).join('  ')}</code> },
  ];
  return <PlainTable label={t('sources.profile')} columns={columns} rows={rows} />;
}
