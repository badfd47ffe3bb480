import type { Building } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { EditForm } from './EditForm';
import { useEdits } from './edits';
import { NameBuilding } from './NameBuilding';
import { Renumber } from './Renumber';

/** What whoever answers for the map may do to a building. */
export function BuildingEdits({ building }: { building: Building }) {
  const { t } = useTexts();
  const edits = useEdits(building.id);
  const [open, setOpen] = useState<'renumber' | 'name' | 'retire' | null>(null);
  if (!edits.data?.may || building.stage === 'retired') return null;
  const { name_zh: zh, name_en: en, number } = edits.data;
  const close = () => setOpen(null);
  return (
    <>
      <Space wrap>
        <Button onClick={() => setOpen('renumber')}>{t('edit.renumber')}</Button>
        <Button onClick={() => setOpen('name')}>{t('edit.name')}</Button>
        <Button onClick={() => setOpen('retire')}>{t('edit.retire')}</Button>
      </Space>
      {open === 'renumber' && <Renumber at={{ building: building.id }} now={number} close={close} />}
      {open === 'name' && <NameBuilding building={building.id} zh={zh} en={en} close={close} />}
      {open === 'retire' && <EditForm title={t('edit.retire')} lead={t('edit.retireBuildingLead')} deed={() => ({ deed: 'retire_building', building: building.id })} close={close} />}
    </>
  );
}
