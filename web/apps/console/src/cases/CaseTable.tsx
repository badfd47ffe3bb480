import type { CaseRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Table } from 'antd';
import { RowsList } from '../page/RowsList';
import type { Column } from '../page/RowsTable';
import { useNarrow } from '../page/useNarrow';

interface Props { columns: Column<CaseRow>[]; rows: CaseRow[]; fetching: boolean; onRow(row: CaseRow): void }

/** A page of cases: a table at a desk, cards on a phone. */
export function CaseTable({ columns, rows, fetching, onRow }: Props) {
  const { t } = useTexts();
  const narrow = useNarrow();
  if (narrow) return <RowsList columns={columns} rows={rows} rowKey={(row) => row.id} onRow={onRow} />;
  return (
    <div className={fetching ? 'll-fetching' : undefined}>
      <Table<CaseRow>
        aria-label={t('cases.title')} size="middle" pagination={false} dataSource={rows} rowKey={(row) => row.id} scroll={{ x: 980 }} tableLayout="fixed"
        columns={columns.map(({ key, title, width, render }) => ({ key, title, width, render: (_: unknown, row: CaseRow) => render(row) }))}
        onRow={(row) => ({ onClick: () => onRow(row), className: 'll-row' })}
      />
    </div>
  );
}
