import type { HousingRoom } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useMemo } from 'react';
import { EmptyState } from '../page/EmptyState';
import { useParams } from '../page/useParams';
import { RoomChart } from '../register/RoomChart';
import { TierLegend } from './TierLegend';

/** The rooms of a building by tier, with what is open in each; the chosen room is in the URL. */
export function TierRooms({ rooms }: { rooms: HousingRoom[] }) {
  const { t, say } = useTexts();
  const [params, change] = useParams();
  const byId = useMemo(() => new Map(rooms.map((room) => [room.id, room])), [rooms]);
  if (rooms.length === 0) return <EmptyState title={t('register.roomsNone')} />;
  const look = ({ id }: { id: string }) => {
    const room = byId.get(id);
    if (!room) return { className: 'll-tier-none', says: '' };
    const { tier, open, overdue, suspended } = room;
    const says = [say(tier.label), open > 0 && t('housing.openN', { n: open }), overdue > 0 && t('housing.overdueN', { n: overdue }), suspended && t('housing.suspended')];
    return {
      className: [`ll-tier-${tier.name}`, suspended && 'll-tier-stopped', overdue > 0 && 'll-room-late'].filter(Boolean).join(' '),
      says: says.filter(Boolean).join(' · '),
      corner: open > 0 ? `${String(open)}${overdue > 0 ? '!' : ''}` : null,
    };
  };
  return <RoomChart rooms={rooms} selected={params.get('unit')} select={(unit) => change({ unit }, true)} legend={<TierLegend />} look={look} />;
}
