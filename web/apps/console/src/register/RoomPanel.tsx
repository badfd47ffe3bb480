import { useTexts } from '@linli/kit/texts';
import { Button, Descriptions, Skeleton, Space } from 'antd';
import { useLocation } from 'wouter';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { useAccount } from '../session/context';
import { useUnit } from './queries';

/** The room chosen in the chart. */
export function RoomPanel({ id }: { id: string | null }) {
  const { t, say, word } = useTexts();
  const { nav } = useAccount();
  const [, go] = useLocation();
  const unit = useUnit(id);
  if (!id) return <aside className="ll-panel ll-room-panel"><p className="ll-soft">{t('register.selectRoom')}</p></aside>;
  if (unit.isError) return <aside className="ll-panel ll-room-panel"><ErrorState error={unit.error} retry={() => void unit.refetch()} /></aside>;
  if (!unit.data) return <aside className="ll-panel ll-room-panel"><Skeleton active /></aside>;
  const items = [
    { key: 'occupancy', label: t('register.occupancy'), children: word('occupancy', unit.data.occupancy) },
    { key: 'use', label: t('register.use'), children: word('use', unit.data.use) },
    { key: 'stage', label: t('register.stage'), children: word('stage', unit.data.stage) },
    { key: 'code', label: t('register.code'), children: <Code value={unit.data.code} /> },
  ];
  return (
    <aside className="ll-panel ll-room-panel" aria-live="polite">
      <h2>{say(unit.data.label)}</h2>
      <Descriptions colon={false} column={1} size="small" items={items} className="ll-described" />
      <Space wrap>
        <Button onClick={() => go(`/register/units/${id}`)}>{t('register.openUnit')}</Button>
        {nav.includes('blocks') && <Button onClick={() => go(`/blocks/units/${id}`)}>{t('register.openBlock')}</Button>}
      </Space>
    </aside>
  );
}
