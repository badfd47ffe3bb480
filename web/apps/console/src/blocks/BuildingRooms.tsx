import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Figure } from '../page/Figure';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { PartsTable } from './PartsTable';
import { useBuildingRooms } from './queries';
import { RoomsTable } from './RoomsTable';
import { partsOf } from './parts';

interface Props { building: string; floor: string | null; entrance: string | null }

/** A building's rooms: floor by floor and entrance by entrance; of one floor or entrance, room by room. */
export function BuildingRooms({ building, floor, entrance }: Props) {
  const { t, word, number } = useTexts();
  const rooms = useBuildingRooms(building);
  if (rooms.isError) return <ErrorState error={rooms.error} retry={() => void rooms.refetch()} />;
  if (!rooms.data) return <RowsSkeleton rows={8} />;
  const chosen = rooms.data.filter((room) => (floor === null || String(room.floor) === floor) && (entrance === null || room.entrance === entrance));
  if (chosen.length === 0) return <EmptyState title={t('register.roomsNone')} />;
  const [whole] = partsOf(chosen, () => '');
  const floors = partsOf(chosen, (room) => String(room.floor)).sort((a, b) => Number(b.part) - Number(a.part));
  const entrances = partsOf(chosen, (room) => room.entrance ?? '').filter(({ part }) => part !== '');
  const isPart = floor !== null || entrance !== null;
  return (
    <>
      {whole && (
        <dl className="ll-figures ll-figures-wide">
          <Figure name={word('count', 'units')} value={number(whole.rooms)} />
          <Figure name={word('count', 'dwellings')} value={number(whole.dwellings)} />
          <Figure name={word('count', 'organisations')} value={number(whole.organisations)} />
          <Figure name={word('count', 'events')} value={number(whole.events)} />
        </dl>
      )}
      {isPart ? <RoomsTable rooms={chosen} /> : (
        <>
          {entrances.length > 1 && <PartsTable kind="entrance" building={building} parts={entrances} />}
          <PartsTable kind="floor" building={building} parts={floors} />
        </>
      )}
    </>
  );
}
