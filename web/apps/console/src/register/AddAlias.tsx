import { useTexts } from '@linli/kit/texts';
import { Form, Input, Select } from 'antd';
import { EditForm, type EditValues } from './EditForm';

/** What an officer knows a place by; other kinds come from departments and from renumbering. */
const kinds = ['nickname', 'door_plate', 'old_name', 'address'];

/** Gives a building, or a unit of it, another name beside its own. */
export function AddAlias({ building, unit, close }: { building: string; unit: string | null; close(): void }) {
  const { t, word } = useTexts();
  const deed = (values: EditValues) => ({ deed: 'add_alias' as const, building, unit, kind: String(values.kind), text: String(values.text) });
  return (
    <EditForm title={t('edit.addAlias')} lead={t('edit.addAliasLead')} initial={{ kind: 'nickname' }} deed={deed} close={close}>
      <Form.Item name="text" label={t('edit.aliasText')} rules={[{ required: true, whitespace: true, message: t('edit.needAlias') }]}><Input maxLength={200} /></Form.Item>
      <Form.Item name="kind" label={t('edit.aliasKind')}><Select options={kinds.map((kind) => ({ value: kind, label: word('alias', kind) }))} /></Form.Item>
    </EditForm>
  );
}
