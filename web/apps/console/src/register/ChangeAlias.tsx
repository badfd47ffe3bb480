import type { Alias } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Form, Input } from 'antd';
import { EditForm, type EditValues } from './EditForm';

/** Corrects an alias that was written wrongly, or withdraws it. */
export function ChangeAlias({ alias, withdraw, close }: { alias: Alias; withdraw: boolean; close(): void }) {
  const { t } = useTexts();
  const lead = t('edit.withdrawLead', { text: alias.text });
  if (withdraw) return <EditForm title={t('edit.withdrawAlias')} lead={lead} deed={() => ({ deed: 'withdraw_alias', alias: alias.id })} close={close} />;
  const deed = (values: EditValues) => ({ deed: 'correct_alias' as const, alias: alias.id, text: String(values.text) });
  return (
    <EditForm title={t('edit.correctAlias')} lead={lead} initial={{ text: alias.text }} deed={deed} close={close}>
      <Form.Item name="text" label={t('edit.aliasText')} rules={[{ required: true, whitespace: true, message: t('edit.needAlias') }]}><Input maxLength={200} /></Form.Item>
    </EditForm>
  );
}
