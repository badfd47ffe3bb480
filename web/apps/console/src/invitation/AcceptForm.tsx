import { write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { NewPassword } from '../page/NewPassword';
import { PasswordAgain } from '../page/PasswordAgain';
import { useErrorText } from '../page/useErrorText';

interface Fields { name: string; password: string; again: string }

/** A name and a password of one's own. */
export function AcceptForm({ token, login, done }: { token: string; login: string; done(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const accept = useMutation({ mutationFn: ({ name, password }: Fields) => write<undefined>('POST', '/api/invitations/accept', { token, name, password }), onSuccess: done });
  const failed = accept.error && errorText(accept.error);
  return (
    <Form<Fields> layout="vertical" requiredMark={false} size="large" onFinish={(fields) => accept.mutate(fields)}>
      <input type="hidden" name="username" autoComplete="username" value={login} readOnly />
      <Form.Item name="name" label={t('invitation.name')} rules={[{ required: true, whitespace: true, max: 60, message: t('invitation.needName') }]}><Input autoComplete="name" autoFocus maxLength={60} /></Form.Item>
      <NewPassword name="password" label={t('invitation.password')} login={login} />
      <PasswordAgain of="password" label={t('invitation.again')} />
      <div className="ll-signin-answer" aria-live="polite">
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
      </div>
      <Button type="primary" htmlType="submit" block loading={accept.isPending}>{t('invitation.accept')}</Button>
    </Form>
  );
}
