import type { RoomRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

interface Props { room: RoomRow; selected: boolean; tabbable: boolean; select(id: string): void }

/** One room of the chart. */
export function RoomCell({ room, selected, tabbable, select }: Props) {
  const { t, word } = useTexts();
  const use = room.use === 'dwelling' || room.use === 'residential' ? '' : ` · ${word('use', room.use)}`;
  const label = `${t('register.room')} ${room.room} · ${word('occupancy', room.occupancy)}${use}`;
  return (
    <button
      type="button" className={`ll-room ll-occ-${room.occupancy}`} data-unit={room.id} aria-pressed={selected}
      tabIndex={tabbable ? 0 : -1} aria-label={label} title={label} onClick={() => select(room.id)}
    >
      {room.room}
    </button>
  );
}
