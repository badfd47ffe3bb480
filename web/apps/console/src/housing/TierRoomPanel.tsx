import type { HousingRoom } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Descriptions } from 'antd';
import { useLocation } from 'wouter';
import { OpenCount } from './OpenCount';
import { TierMark } from './TierMark';

/** The room chosen in the chart, with the way to its file. */
export function TierRoomPanel({ room }: { room: HousingRoom | undefined }) {
  const { t, word } = useTexts();
  const [, go] = useLocation();
  if (!room) return <aside className="ll-panel ll-room-panel"><p className="ll-soft">{t('register.selectRoom')}</p></aside>;
  const items = [
    { key: 'tier', label: t('housing.tier'), children: <TierMark value={room.tier} /> },
    { key: 'open', label: t('housing.openHazards'), children: <OpenCount open={room.open} overdue={room.overdue} /> },
    { key: 'use', label: t('register.use'), children: word('use', room.use) },
    { key: 'occupancy', label: t('register.occupancy'), children: word('occupancy', room.occupancy) },
    ...(room.suspended ? [{ key: 'suspended', label: t('housing.letting'), children: t('housing.suspended') }] : []),
  ];
  return (
    <aside className="ll-panel ll-room-panel" aria-live="polite">
      <h2>{t('register.room')} {room.room}</h2>
      <Descriptions colon={false} column={1} size="small" items={items} className="ll-described" />
      <Button type="primary" onClick={() => go(`/housing/units/${room.id}`)}>{t('housing.openUnit')}</Button>
    </aside>
  );
}
