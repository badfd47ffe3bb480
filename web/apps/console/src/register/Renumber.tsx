import type { RegisterDeed } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Form, Input } from 'antd';
import { EditForm, type EditValues } from './EditForm';

interface Props { at: { unit: string } | { building: string }; now: string; close(): void }

/** Gives a unit another room number, or a building another number on its road. */
export function Renumber({ at, now, close }: Props) {
  const { t } = useTexts();
  const unit = 'unit' in at;
  const deed = ({ number }: EditValues): RegisterDeed => {
    const said = String(number).trim();
    return 'unit' in at ? { deed: 'renumber_unit', unit: at.unit, room: said } : { deed: 'renumber_building', building: at.building, number: said };
  };
  return (
    <EditForm title={t('edit.renumber')} lead={t('edit.renumberLead')} initial={{ number: now }} deed={deed} close={close}>
      <Form.Item name="number" label={t(unit ? 'edit.room' : 'edit.number')} rules={[{ required: true, whitespace: true, message: t(unit ? 'edit.needRoom' : 'edit.needNumber') }]}>
        <Input maxLength={40} />
      </Form.Item>
    </EditForm>
  );
}
