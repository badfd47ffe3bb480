import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { Brand } from '../shell/Brand';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { useErrorText } from '../page/useErrorText';
import { useSignIn } from './queries';

interface Fields { account: string; password: string }

/** The first page: who are you. */
export function SignIn() {
  const { t, lang } = useTexts();
  const signIn = useSignIn();
  const errorText = useErrorText();
  const wrong = signIn.error instanceof ApiError && [400, 401, 403, 422].includes(signIn.error.status);
  return (
    <main className="ll-signin">
      <section className="ll-signin-card">
        <header>
          <Brand />
          <LanguageSwitch />
        </header>
        <h1>{t('session.title')}</h1>
        <p className="ll-soft">{t('session.lead')}</p>
        <Form<Fields> layout="vertical" requiredMark={false} size="large" onFinish={(fields) => signIn.mutate({ ...fields, lang })}>
          <Form.Item name="account" label={t('session.account')} rules={[{ required: true, message: t('session.needAccount') }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('session.needPassword') }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <div className="ll-signin-answer" aria-live="polite">
            {signIn.isError && <Alert type="error" showIcon title={wrong ? t('session.wrong') : errorText(signIn.error).title} />}
          </div>
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>{t('session.submit')}</Button>
        </Form>
        <p className="ll-soft ll-small">{t('session.trust')}</p>
      </section>
    </main>
  );
}
