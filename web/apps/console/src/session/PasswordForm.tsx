import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useErrorText } from '../page/useErrorText';

export interface Fields { account: string; password: string }

interface Props { pending: boolean; error: unknown; send(fields: Fields): void }

/** Account and password. */
export function PasswordForm({ pending, error, send }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const wrong = error instanceof ApiError && [400, 401, 403, 422].includes(error.status);
  return (
    <Form<Fields> layout="vertical" requiredMark={false} size="large" onFinish={(fields) => send(fields)}>
      <Form.Item name="account" label={t('session.account')} rules={[{ required: true, message: t('session.needAccount') }]}>
        <Input autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('session.needPassword') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <div className="ll-signin-answer" aria-live="polite">
        {Boolean(error) && <Alert type="error" showIcon title={wrong ? t('session.wrong') : errorText(error).title} />}
      </div>
      <Button type="primary" htmlType="submit" block loading={pending}>{t('session.submit')}</Button>
      <Button type="link" block href="/recovery">{t('recovery.link')}</Button>
    </Form>
  );
}
