import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useParams } from '../page/useParams';
import { useRooms } from './queries';
import { RoomChart } from './RoomChart';

/** The room chart; the chosen room is in the URL. */
export function Rooms({ building }: { building: string }) {
  const { t } = useTexts();
  const [params, change] = useParams();
  const rooms = useRooms(building);
  const unit = params.get('unit');
  if (rooms.isError) return <ErrorState error={rooms.error} retry={() => void rooms.refetch()} />;
  if (!rooms.data) return <RowsSkeleton rows={8} />;
  if (rooms.data.length === 0) return <EmptyState title={t('register.roomsNone')} />;
  return (
    <RoomChart rooms={rooms.data} selected={unit} select={(id) => change({ unit: id }, true)} />
  );
}
