import type { UnitHousing } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { FindHazard } from './FindHazard';
import { Inspect } from './Inspect';
import { Suspend } from './Suspend';
import { TellEvent } from './TellEvent';

/** What the reader may begin at a unit: a hazard, an inspection, a suspension of letting or its end. */
export function UnitDeeds({ row }: { row: UnitHousing }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<'find' | 'inspect' | 'suspend' | 'event' | null>(null);
  const act = row.may.includes('act');
  return (
    <>
      <Space wrap>
        {row.may.includes('find') && <Button type="primary" onClick={() => setOpen('find')}>{t('housing.find')}</Button>}
        {act && <Button onClick={() => setOpen('inspect')}>{t('housing.inspect')}</Button>}
        {act && <Button onClick={() => setOpen('event')}>{t('housing.tellEvent')}</Button>}
        {act && <Button onClick={() => setOpen('suspend')}>{t(row.suspended ? 'housing.resume' : 'housing.suspend')}</Button>}
      </Space>
      <FindHazard open={open === 'find'} close={() => setOpen(null)} at={{ unit: row.id }} />
      <Inspect open={open === 'inspect'} close={() => setOpen(null)} at={{ unit: row.id }} />
      <Suspend open={open === 'suspend'} close={() => setOpen(null)} row={row} />
      <TellEvent open={open === 'event'} close={() => setOpen(null)} at={{ unit: row.id }} />
    </>
  );
}
