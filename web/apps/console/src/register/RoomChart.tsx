import type { RoomRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import { OccupancyLegend } from './OccupancyLegend';
import { RoomCell } from './RoomCell';
import { layRooms, neighbour, type RoomLook } from './roomChart';

interface Props {
  rooms: RoomRow[]; selected: string | null; select(id: string): void;
  /** What the colours mean, and how a room looks, where it is not how it is lived in. */
  legend?: ReactNode;
  look?(room: RoomRow): RoomLook;
}

/** The rooms of a building, floor by room, in the convention's colours. */
export function RoomChart({ rooms, selected, select, legend, look }: Props) {
  const { t } = useTexts();
  const chart = useMemo(() => layRooms(rooms), [rooms]);
  const grid = useRef<HTMLTableElement>(null);
  // A unit in the address that is none of these would leave nothing to step onto.
  const entry = rooms.some((room) => room.id === selected) ? selected : rooms[0]?.id;
  const move = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset.unit;
    const to = from ? neighbour(chart, from, event.key) : null;
    if (!to) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLButtonElement>(`[data-unit="${to}"]`)?.focus();
  };
  return (
    <figure className="ll-rooms">
      {legend ?? <OccupancyLegend />}
      <div className="ll-rooms-scroll">
        <table ref={grid} aria-label={t('register.chartAria')} onKeyDown={move}>
          {chart.entrances.length > 1 && (
            <thead>
              <tr>
                <td />
                {chart.entrances.map(({ entrance, columns }) => (
                  <th key={entrance ?? ''} scope="colgroup" colSpan={columns.length}>{entrance && t('register.entranceN', { n: entrance })}</th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {chart.floors.map((floor) => (
              <tr key={floor}>
                <th scope="row">{t('register.floorN', { n: floor })}</th>
                {chart.entrances.map(({ entrance, columns, cells }) => columns.map((column, index) => {
                  const room = cells.get(floor)?.get(column);
                  return (
                    <td key={`${entrance}/${column}`} className={index === 0 ? 'll-entrance' : undefined}>
                      {room && <RoomCell room={room} look={look?.(room)} selected={room.id === selected} tabbable={room.id === entry} select={select} />}
                    </td>
                  );
                }))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
