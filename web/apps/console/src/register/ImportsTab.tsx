import type { RegisterImport } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Space } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { useErrorText } from '../page/useErrorText';
import { ImportFound } from './ImportFound';
import { useImportDeed, useImports } from './imports';
import { SendImport } from './SendImport';

/** Tables and map extracts brought into the register: sent, looked at, imported, taken back; and all that were. */
export function ImportsTab() {
  const { t, word, moment } = useTexts();
  const errorText = useErrorText();
  const imports = useImports();
  const deed = useImportDeed();
  const failed = deed.error && errorText(deed.error);
  if (imports.isError) return <ErrorState error={imports.error} retry={() => void imports.refetch()} />;
  const rows = imports.data?.rows ?? [];
  const columns: Column<RegisterImport>[] = [
    { key: 'file', title: t('imports.file'), render: (row) => row.name },
    { key: 'state', title: t('imports.state'), render: (row) => word('import_state', row.state) },
    { key: 'found', title: t('imports.found'), render: (row) => <ImportFound row={row} /> },
    { key: 'sent', title: t('imports.sent'), render: (row) => moment(row.sent_at) },
    {
      key: 'deeds', title: '', render: (row) => (
        <Space wrap>
          {['checked', 'failed'].includes(row.state) && <Button size="small" type="primary" loading={deed.isPending} onClick={() => deed.mutate({ id: row.id, deed: 'start' })} aria-label={t('imports.startThis', { name: row.name })}>{t('imports.start')}</Button>}
          {!['done', 'cancelled'].includes(row.state) && <Button size="small" onClick={() => deed.mutate({ id: row.id, deed: 'cancel' })} aria-label={t('imports.cancelThis', { name: row.name })}>{t('imports.cancel')}</Button>}
        </Space>
      ),
    },
  ];
  return (
    <>
      <SendImport />
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} className="ll-undo-lead" />}
      {rows.length > 0 ? <PlainTable label={t('imports.title')} columns={columns} rows={rows} /> : <p className="ll-soft">{t('imports.none')}</p>}
    </>
  );
}
