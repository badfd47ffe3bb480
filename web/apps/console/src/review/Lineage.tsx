import { useTexts } from '@linli/kit/texts';
import { useLineage } from '../lineage/queries';
import { useLineageColumns } from '../lineage/useLineageColumns';
import { RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';

/** What merged and what split, the newest first. */
export function Lineage() {
  const { t } = useTexts();
  const { query, set } = useList();
  const rows = useLineage(query.page, query.size);
  return (
    <RowsTable
      label={t('lineage.title')} columns={useLineageColumns(true)} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
      error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} empty={{ title: t('lineage.none'), action: t('lineage.noneDo') }}
    />
  );
}
