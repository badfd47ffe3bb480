import type { LineageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import { useLineageColumns } from './useLineageColumns';

/** What merged into an entity and what split from it. */
export function LineageTable({ rows }: { rows: LineageRow[] }) {
  const { t } = useTexts();
  return <PlainTable label={t('lineage.title')} columns={useLineageColumns()} rows={rows} />;
}
