import { useTexts } from '@linli/kit/texts';
import { Form, Input } from 'antd';
import { EditForm, type EditValues } from './EditForm';

const roomsOf = (text: unknown) => String(text ?? '').split('\n').map((line) => line.trim()).filter(Boolean);

/** Splits a unit into rooms of which each gets a code of its own. */
export function SplitUnit({ unit, close }: { unit: string; close(): void }) {
  const { t } = useTexts();
  const deed = (values: EditValues) => ({ deed: 'split_unit' as const, unit, into: roomsOf(values.rooms).map((room) => ({ room })) });
  const enough = (_: unknown, text: unknown) => (roomsOf(text).length < 2 ? Promise.reject(new Error(t('edit.needRooms'))) : Promise.resolve());
  return (
    <EditForm title={t('edit.split')} lead={t('edit.splitLead')} deed={deed} close={close}>
      <Form.Item name="rooms" label={t('edit.rooms')} extra={t('edit.roomsHelp')} rules={[{ validator: enough }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </EditForm>
  );
}
