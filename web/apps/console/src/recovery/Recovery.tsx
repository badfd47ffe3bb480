import { write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { ApiError } from '@linli/kit/client';
import { NewPassword } from '../page/NewPassword';
import { useErrorText } from '../page/useErrorText';
import { Brand } from '../shell/Brand';
import { LanguageSwitch } from '../shell/LanguageSwitch';

interface Fields { login: string; first: string; second: string; password: string }

/** A new password, with the words of two officers. */
export default function Recovery() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<Fields>();
  const login: string = Form.useWatch('login', form) ?? '';
  const restore = useMutation({ mutationFn: (fields: Fields) => write<undefined>('POST', '/api/recoveries/restore', fields) });
  const wrong = restore.error instanceof ApiError && restore.error.status === 404;
  const failed = restore.error && errorText(restore.error);
  const needed = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <main className="ll-signin">
      <section className="ll-signin-card">
        <header><Brand /><LanguageSwitch /></header>
        <h1>{t('recovery.restore')}</h1>
        <p className="ll-soft">{restore.isSuccess ? t('recovery.restored') : t('recovery.restoreLead')}</p>
        {!restore.isSuccess && (
          <Form<Fields> form={form} layout="vertical" requiredMark={false} size="large" onFinish={(fields) => restore.mutate(fields)}>
            <Form.Item name="login" label={t('session.account')} rules={needed(t('session.needAccount'))}><Input autoComplete="username" autoFocus maxLength={64} /></Form.Item>
            <Form.Item name="first" label={t('recovery.first')} rules={needed(t('recovery.needWord'))}><Input autoComplete="off" maxLength={40} /></Form.Item>
            <Form.Item name="second" label={t('recovery.second')} rules={needed(t('recovery.needWord'))}><Input autoComplete="off" maxLength={40} /></Form.Item>
            <NewPassword name="password" label={t('recovery.password')} login={login} />
            <div className="ll-signin-answer" aria-live="polite">
              {failed && <Alert type="error" showIcon title={wrong ? t('recovery.wrong') : failed.detail ?? failed.title} />}
            </div>
            <Button type="primary" htmlType="submit" block loading={restore.isPending}>{t('recovery.set')}</Button>
          </Form>
        )}
        <Button type="link" block href="/">{t('invitation.toSignIn')}</Button>
      </section>
    </main>
  );
}
