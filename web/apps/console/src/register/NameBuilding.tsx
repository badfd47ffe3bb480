import { useTexts } from '@linli/kit/texts';
import { Checkbox, Form, Input } from 'antd';
import { EditForm, type EditValues } from './EditForm';

interface Props { building: string; zh: string; en: string; close(): void }

/** Gives a building another name of its own, or none. */
export function NameBuilding({ building, zh, en, close }: Props) {
  const { t } = useTexts();
  const deed = (values: EditValues) => ({
    deed: 'name_building' as const, building, zh: String(values.zh ?? ''), en: String(values.en ?? ''), former: values.former === true,
  });
  return (
    <EditForm title={t('edit.name')} lead={t('edit.nameLead')} initial={{ zh, en, former: true }} deed={deed} close={close}>
      <Form.Item name="zh" label={t('edit.nameZh')}><Input maxLength={200} /></Form.Item>
      <Form.Item name="en" label={t('edit.nameEn')}><Input maxLength={200} /></Form.Item>
      <Form.Item name="former" valuePropName="checked"><Checkbox>{t('edit.former')}</Checkbox></Form.Item>
    </EditForm>
  );
}
