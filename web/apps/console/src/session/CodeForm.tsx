import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useErrorText } from '../page/useErrorText';

interface Props { pending: boolean; error: unknown; send(code: string): void; back(): void }

/** The code of the second factor, after the password. */
export function CodeForm({ pending, error, send, back }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const wrong = error instanceof ApiError && [400, 401, 422].includes(error.status);
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} size="large" onFinish={({ code }) => send(code)}>
      <Form.Item name="code" label={t('session.code')} rules={[{ required: true, whitespace: true, message: t('factor.needCode') }]}>
        <Input autoComplete="one-time-code" autoFocus maxLength={40} />
      </Form.Item>
      <div className="ll-signin-answer" aria-live="polite">
        {Boolean(error) && <Alert type="error" showIcon title={wrong ? t('session.codeWrong') : errorText(error).title} />}
      </div>
      <Button type="primary" htmlType="submit" block loading={pending}>{t('session.submit')}</Button>
      <Button type="link" block onClick={back}>{t('session.back')}</Button>
    </Form>
  );
}
