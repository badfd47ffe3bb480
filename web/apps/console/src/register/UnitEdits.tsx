import type { Unit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { EditForm } from './EditForm';
import { useEdits } from './edits';
import { MergeUnits } from './MergeUnits';
import { Renumber } from './Renumber';
import { SplitUnit } from './SplitUnit';

/** What whoever answers for the map may do to a unit. */
export function UnitEdits({ unit }: { unit: Unit }) {
  const { t } = useTexts();
  const edits = useEdits(unit.building);
  const [open, setOpen] = useState<'split' | 'merge' | 'renumber' | 'retire' | null>(null);
  if (!edits.data?.may || unit.stage === 'retired') return null;
  const close = () => setOpen(null);
  return (
    <>
      <Space wrap>
        <Button onClick={() => setOpen('split')}>{t('edit.split')}</Button>
        <Button onClick={() => setOpen('merge')}>{t('edit.merge')}</Button>
        <Button onClick={() => setOpen('renumber')}>{t('edit.renumber')}</Button>
        <Button onClick={() => setOpen('retire')}>{t('edit.retire')}</Button>
      </Space>
      {open === 'split' && <SplitUnit unit={unit.id} close={close} />}
      {open === 'merge' && <MergeUnits unit={unit.id} building={unit.building} room={unit.room} close={close} />}
      {open === 'renumber' && <Renumber at={{ unit: unit.id }} now={unit.room} close={close} />}
      {open === 'retire' && <EditForm title={t('edit.retire')} lead={t('edit.retireUnitLead')} deed={() => ({ deed: 'retire_unit', unit: unit.id })} close={close} />}
    </>
  );
}
