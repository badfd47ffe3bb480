import type { BlockEvent } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { SourceCell } from './SourceCell';

/** What happened at a place; never by whom it was told. */
export function EventTable({ place, events }: { place: string; events: BlockEvent[] }) {
  const { t, day } = useTexts();
  const columns: Column<BlockEvent>[] = [
    { key: 'category', title: t('blocks.category'), width: 180, render: (row) => <Link to={`/blocks/events/${place}/${row.id}`}>{row.category}</Link> },
    { key: 'on', title: t('blocks.day'), width: 300, render: (row) => day(row.on) },
    { key: 'source', title: t('blocks.source'), render: (row) => <SourceCell source={row.source} /> },
  ];
  return <PlainTable label={t('blocks.events')} columns={columns} rows={events} />;
}
