import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAskDwelling } from './queries';

/** Asks that the own account be bound to the dwelling whose code was scanned. */
export function AskDwelling() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ code: string }>();
  const ask = useAskDwelling();
  const failed = ask.error && errorText(ask.error);
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={({ code }) => ask.mutate(code.trim(), { onSuccess: () => form.resetFields() })}>
      <Form.Item name="code" label={t('dwelling.code')} rules={[{ required: true, whitespace: true, message: t('dwelling.needCode') }]}><Input autoComplete="off" maxLength={60} /></Form.Item>
      {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
      <Button type="primary" htmlType="submit" loading={ask.isPending}>{t('dwelling.ask')}</Button>
    </Form>
  );
}
