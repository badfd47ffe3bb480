import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { OccupancyBar } from './OccupancyBar';
import type { Part } from './parts';

interface Props { kind: 'floor' | 'entrance'; building: string; parts: Part[] }

/** The floors or the entrances of a building; each leads to its own block. */
export function PartsTable({ kind, building, parts }: Props) {
  const { t, word, number } = useTexts();
  const named = (part: string) => t(kind === 'floor' ? 'register.floorN' : 'register.entranceN', { n: part });
  const columns: Column<Part>[] = [
    { key: 'part', title: t(kind === 'floor' ? 'register.floor' : 'blocks.entrance'), width: 160, render: (row) => <Link to={`/blocks/buildings/${building}?${kind}=${encodeURIComponent(row.part)}`}>{named(row.part)}</Link> },
    { key: 'rooms', title: word('count', 'units'), width: 90, number: true, render: (row) => number(row.rooms) },
    { key: 'dwellings', title: word('count', 'dwellings'), width: 90, number: true, render: (row) => number(row.dwellings) },
    { key: 'organisations', title: word('count', 'organisations'), width: 90, number: true, render: (row) => number(row.organisations) },
    { key: 'events', title: word('count', 'events'), width: 90, number: true, render: (row) => number(row.events) },
    { key: 'occupancy', title: t('register.occupancy'), render: (row) => <OccupancyBar counts={row.occupancy} /> },
  ];
  return <PlainTable label={t(kind === 'floor' ? 'blocks.floors' : 'blocks.entrances')} columns={columns} rows={parts} />;
}
