import { ApiError, type SignOnProvider } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useSecondFactor } from '../security/queries';
import { useBind } from './queries';
import { Whom } from './Whom';

interface Fields { password: string; code?: string }

/** Password and code once more, then away to the provider. */
export function BindIdentity({ provider, close }: { provider: SignOnProvider; close(): void }) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const bind = useBind();
  const factor = useSecondFactor();
  const [asked, ask] = useState(false);
  const needsCode = asked || Boolean(factor.data?.since);
  const wrong = bind.error instanceof ApiError && bind.error.status === 400;
  const failed = bind.error && errorText(bind.error);
  const send = (fields: Fields) => bind.mutate({ provider: provider.id, ...fields }, {
    onError: (error) => {
      if (error instanceof ApiError && error.problem.code === 'code_needed') { ask(true); bind.reset(); }
    },
  });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('signOn.bindTitle', { name: say(provider.name) })}>
      <p className="ll-soft">{t('signOn.bindLead')}</p>
      <Whom issuer={provider.issuer} />
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item name="password" label={t('factor.password')} rules={[{ required: true, message: t('session.needPassword') }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        {needsCode && (
          <Form.Item name="code" label={t('factor.code')} rules={[{ required: true, whitespace: true, message: t('factor.needCode') }]}>
            <Input autoComplete="one-time-code" maxLength={40} />
          </Form.Item>
        )}
        <div className="ll-signin-answer" aria-live="polite">
          {failed && <Alert type="error" showIcon title={wrong ? t('factor.codeWrong') : failed.detail ?? failed.title} description={wrong ? undefined : failed.action} />}
        </div>
        <Button type="primary" htmlType="submit" loading={bind.isPending} disabled={bind.isSuccess}>{t('factor.next')}</Button>
      </Form>
    </Modal>
  );
}
