import { DownloadOutlined } from '@ant-design/icons';
import type { Page, Reject } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { type Column, type ListState, RowsTable } from '../page/RowsTable';
import { saveCsv } from '../wash/csv';
import { useAllRejects } from './queries';
import { rejectsCsv } from './rejectsCsv';

interface Props { source: string; rejects: Page<Reject>; fetching: boolean; list: ListState }

/** The rows that were refused, each with its reason. */
export function RejectsTable({ source, rejects, fetching, list }: Props) {
  const { t, number } = useTexts();
  const all = useAllRejects(source);
  const save = () => all.mutate(undefined, { onSuccess: (rows) => saveCsv(`${source}-rejects.csv`, rejectsCsv(rows)) });
  const columns: Column<Reject>[] = [
    { key: 'row', title: t('sources.rowNo'), number: true, width: 90, render: (row) => number(row.row) },
    { key: 'column', title: t('sources.column'), render: (row) => row.column ?? '–' },
    { key: 'reason', title: t('sources.reason'), render: (row) => row.reason },
    { key: 'file', title: t('sources.file'), render: (row) => row.file },
  ];
  return (
    <>
      {rejects.total > 0 && (
        <div className="ll-list-bar">
          <span className="ll-grow" />
          <Button icon={<DownloadOutlined />} loading={all.isPending} onClick={save}>{t('wash.downloadCsv')}</Button>
        </div>
      )}
      {all.isError && <ErrorState error={all.error} retry={save} />}
      <RowsTable
        label={t('sources.rejects')} columns={columns} rowKey={(row) => `${row.file}/${row.row}/${row.column}/${row.reason}`} data={rejects}
        pending={false} fetching={fetching} error={null} retry={() => undefined} list={list} empty={{ title: t('sources.rejectsNone') }}
      />
    </>
  );
}
