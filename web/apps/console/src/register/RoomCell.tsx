import type { RoomRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { RoomLook } from './roomChart';

interface Props { room: RoomRow; look?: RoomLook; selected: boolean; tabbable: boolean; select(id: string): void }

/** One room of the chart. */
export function RoomCell({ room, look, selected, tabbable, select }: Props) {
  const { t, word } = useTexts();
  const use = room.use === 'dwelling' || room.use === 'residential' ? '' : ` · ${word('use', room.use)}`;
  const label = `${t('register.room')} ${room.room} · ${look?.says ?? word('occupancy', room.occupancy)}${use}`;
  return (
    <button
      type="button" className={`ll-room ${look?.className ?? `ll-occ-${room.occupancy}`}`} data-unit={room.id} data-corner={look?.corner ?? undefined} aria-pressed={selected}
      tabIndex={tabbable ? 0 : -1} aria-label={label} title={label} onClick={() => select(room.id)}
    >
      {room.room}
    </button>
  );
}
