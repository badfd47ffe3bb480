import { ApiError, type SignOnProvider } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useSecondFactor } from '../security/queries';
import { useBind } from './queries';

interface Fields { password: string; code?: string }

/** Password and code once more, then away to the provider. */
export function BindIdentity({ provider, close }: { provider: SignOnProvider; close(): void }) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const bind = useBind();
  const factor = useSecondFactor();
  const needsCode = Boolean(factor.data?.since) || (bind.error instanceof ApiError && bind.error.problem.code === 'code_needed');
  const wrong = bind.error instanceof ApiError && [400, 401].includes(bind.error.status);
  const failed = bind.error && errorText(bind.error);
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('signOn.bindTitle', { name: say(provider.name) })}>
      <p className="ll-soft">{t('signOn.bindLead')}</p>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => bind.mutate({ provider: provider.id, ...fields })}>
        <Form.Item name="password" label={t('factor.password')} rules={[{ required: true, message: t('session.needPassword') }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        {needsCode && (
          <Form.Item name="code" label={t('factor.code')} rules={[{ required: true, whitespace: true, message: t('factor.needCode') }]}>
            <Input autoComplete="one-time-code" maxLength={40} />
          </Form.Item>
        )}
        <div className="ll-signin-answer" aria-live="polite">
          {failed && <Alert type="error" showIcon title={wrong ? t('factor.codeWrong') : failed.title} description={wrong ? undefined : failed.action} />}
        </div>
        <Button type="primary" htmlType="submit" loading={bind.isPending} disabled={bind.isSuccess}>{t('factor.next')}</Button>
      </Form>
    </Modal>
  );
}
