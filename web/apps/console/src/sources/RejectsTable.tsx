import type { Page, Reject } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type Column, type ListState, RowsTable } from '../page/RowsTable';

/** The rows that were refused, each with its reason. */
export function RejectsTable({ rejects, fetching, list }: { rejects: Page<Reject>; fetching: boolean; list: ListState }) {
  const { t, number } = useTexts();
  const columns: Column<Reject>[] = [
    { key: 'row', title: t('sources.rowNo'), number: true, width: 90, render: (row) => number(row.row) },
    { key: 'column', title: t('sources.column'), render: (row) => row.column ?? '–' },
    { key: 'reason', title: t('sources.reason'), render: (row) => row.reason },
    { key: 'file', title: t('sources.file'), render: (row) => row.file },
  ];
  return (
    <RowsTable
      label={t('sources.rejects')} columns={columns} rowKey={(row) => `${row.file}/${row.row}/${row.column}/${row.reason}`} data={rejects}
      pending={false} fetching={fetching} error={null} retry={() => undefined} list={list} empty={{ title: t('sources.rejectsNone') }}
    />
  );
}
