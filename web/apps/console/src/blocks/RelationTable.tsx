import type { Relation } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** Relations, each with its time, source and date. */
export function RelationTable({ relations }: { relations: Relation[] }) {
  const { t, word, day } = useTexts();
  const columns: Column<Relation>[] = [
    { key: 'type', title: t('blocks.relation'), width: 170, render: (row) => word('relation', row.type) },
    { key: 'other', title: t('blocks.with'), width: 240, render: (row) => row.other_label },
    { key: 'source', title: t('blocks.source'), width: 220, render: (row) => word('source', row.source) },
    { key: 'since', title: t('blocks.since'), width: 140, render: (row) => day(row.since) },
    { key: 'until', title: t('blocks.until'), width: 140, render: (row) => (row.until ? day(row.until) : t('blocks.ongoing')) },
  ];
  return <PlainTable label={t('blocks.relations')} columns={columns} rows={relations} />;
}
