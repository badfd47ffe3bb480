import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useSignOnCode } from './queries';

/** The code of the account's own second factor, where the provider did not say that it asked for two. */
export function SignOnCode({ back }: { back(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const give = useSignOnCode(back);
  const wrong = give.error instanceof ApiError && give.error.status === 400;
  const failed = give.error && errorText(give.error);
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} size="large" onFinish={({ code }) => give.mutate(code)}>
      <Form.Item name="code" label={t('session.code')} rules={[{ required: true, whitespace: true, message: t('factor.needCode') }]}>
        <Input autoComplete="one-time-code" autoFocus maxLength={40} />
      </Form.Item>
      <div className="ll-signin-answer" aria-live="polite">
        {failed && <Alert type="error" showIcon title={wrong ? t('signOn.codeOver') : failed.detail ?? failed.title} description={wrong ? undefined : failed.action} />}
      </div>
      <Button type="primary" htmlType="submit" block loading={give.isPending}>{t('session.submit')}</Button>
      <Button type="link" block onClick={back}>{t('session.back')}</Button>
    </Form>
  );
}
