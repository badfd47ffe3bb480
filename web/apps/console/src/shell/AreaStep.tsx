import { DownOutlined } from '@ant-design/icons';
import type { AreaRef } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useParams } from '../page/useParams';
import { useAreasBelow } from './queries';

interface Props { area: AreaRef; last: boolean; leaf: boolean }

/** One step of the area breadcrumb. */
export function AreaStep({ area, last, leaf }: Props) {
  const { t, say } = useTexts();
  const [, change] = useParams();
  const [open, setOpen] = useState(false);
  const below = useAreasBelow(area.id, open && last && !leaf);
  const name = say(area.name);
  const choose = (id: string) => change({ area: id, page: null, building: null, unit: null, at: null });
  if (!last || leaf) {
    return <Button type="text" size="small" onClick={() => choose(area.id)} aria-current={last ? 'location' : undefined}>{name}</Button>;
  }
  const items = below.data?.map((child) => ({ key: child.id, label: say(child.name), onClick: () => choose(child.id) }))
    ?? [{ key: 'wait', disabled: true, label: t('state.loading') }];
  return (
    <Dropdown menu={{ items, className: 'll-areas-menu' }} trigger={['click']} open={open} onOpenChange={setOpen}>
      <Button type="text" size="small" aria-label={t('shell.areaPick', { name })}><b>{name}</b><DownOutlined className="ll-caret" /></Button>
    </Dropdown>
  );
}
