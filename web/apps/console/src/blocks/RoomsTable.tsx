import type { RoomBlock } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** Rooms of a floor or an entrance, with their organisations and events; each leads to its own block. */
export function RoomsTable({ rooms }: { rooms: RoomBlock[] }) {
  const { t, word, number } = useTexts();
  const several = rooms.some(({ entrance }) => entrance !== null);
  const entrance: Column<RoomBlock> = { key: 'entrance', title: t('blocks.entrance'), width: 110, render: (row) => (row.entrance ? t('register.entranceN', { n: row.entrance }) : '–') };
  const columns: Column<RoomBlock>[] = [
    { key: 'room', title: t('register.room'), width: 120, render: (row) => <Link to={`/blocks/units/${row.id}`}>{row.room}</Link> },
    { key: 'floor', title: t('register.floor'), width: 90, number: true, render: (row) => number(row.floor) },
    ...(several ? [entrance] : []),
    { key: 'use', title: t('register.use'), width: 130, render: (row) => word('use', row.use) },
    { key: 'occupancy', title: t('register.occupancy'), width: 170, render: (row) => <span className="ll-occ-word"><b className={`ll-occ-${row.occupancy}`} aria-hidden="true" />{word('occupancy', row.occupancy)}</span> },
    { key: 'events', title: word('count', 'events'), width: 90, number: true, render: (row) => number(row.events) },
    {
      key: 'organisations', title: t('blocks.organisations'),
      render: (row) => (row.organisations.length ? <span className="ll-inline">{row.organisations.map(({ id, name }) => <Link key={id} to={`/blocks/organisations/${id}`}>{name}</Link>)}</span> : '–'),
    },
  ];
  return <PlainTable label={t('register.rooms')} columns={columns} rows={rooms} />;
}
