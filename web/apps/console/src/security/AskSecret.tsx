import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useErrorText } from '../page/useErrorText';

interface Props { label: string; action: string; password?: boolean; pending: boolean; error: unknown; send(text: string): void }

/** Asks for a password or a code, and says when it is wrong. */
export function AskSecret({ label, action, password = false, pending, error, send }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const wrong = error instanceof ApiError && error.status === 400;
  const rules = [{ required: true, whitespace: true, message: password ? t('session.needPassword') : t('factor.needCode') }];
  return (
    <Form<{ secret: string }> layout="vertical" requiredMark={false} onFinish={({ secret }) => send(secret)}>
      <Form.Item name="secret" label={label} rules={rules}>
        {password ? <Input.Password autoComplete="current-password" autoFocus /> : <Input autoComplete="one-time-code" maxLength={40} />}
      </Form.Item>
      <div className="ll-signin-answer" aria-live="polite">
        {Boolean(error) && <Alert type="error" showIcon title={wrong ? t('factor.codeWrong') : errorText(error).title} />}
      </div>
      <Button type="primary" htmlType="submit" loading={pending}>{action}</Button>
    </Form>
  );
}
