import { useTexts } from '@linli/kit/texts';
import { Form, Input, Select } from 'antd';
import { EditForm, type EditValues } from './EditForm';
import { useRooms } from './queries';

/** Merges a unit with others of its building. */
export function MergeUnits({ unit, building, room, close }: { unit: string; building: string; room: string; close(): void }) {
  const { t } = useTexts();
  const rooms = useRooms(building);
  const others = (rooms.data ?? []).filter(({ id }) => id !== unit);
  const options = others.map((other) => ({ value: other.id, label: `${other.room} · ${other.code}` }));
  const deed = (values: EditValues) => ({ deed: 'merge_units' as const, units: [unit, ...(values.others as string[])], into: { room: String(values.room).trim() } });
  return (
    <EditForm title={t('edit.merge')} lead={t('edit.mergeLead')} initial={{ room }} deed={deed} close={close}>
      <Form.Item name="others" label={t('edit.with')} rules={[{ required: true, message: t('edit.needWith') }]}>
        <Select mode="multiple" options={options} loading={rooms.isPending} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="room" label={t('edit.room')} rules={[{ required: true, whitespace: true, message: t('edit.needRoom') }]}>
        <Input maxLength={40} />
      </Form.Item>
    </EditForm>
  );
}
