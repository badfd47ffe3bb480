import type { BlockEvent } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** What happened at a place; never by whom it was told. */
export function EventTable({ events }: { events: BlockEvent[] }) {
  const { t, say, day } = useTexts();
  const columns: Column<BlockEvent>[] = [
    { key: 'category', title: t('blocks.category'), width: 180, render: (row) => row.category },
    { key: 'on', title: t('blocks.day'), width: 300, render: (row) => day(row.on) },
    { key: 'source', title: t('blocks.source'), render: (row) => say(row.source) },
  ];
  return <PlainTable label={t('blocks.events')} columns={columns} rows={events} />;
}
