import { ApiError, type SignOnProvider } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { ProofFields } from '../security/ProofFields';
import { useCodeNeeded } from '../security/useCodeNeeded';
import { useBind } from './queries';
import { Whom } from './Whom';

interface Fields { password: string; code?: string }

/** Password and code once more, then away to the provider. */
export function BindIdentity({ provider, close }: { provider: SignOnProvider; close(): void }) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const bind = useBind();
  const { needsCode, heard } = useCodeNeeded();
  const wrong = bind.error instanceof ApiError && bind.error.status === 400;
  const failed = bind.error && errorText(bind.error);
  const send = (fields: Fields) => bind.mutate({ provider: provider.id, ...fields }, {
    onError: (error) => { if (heard(error)) bind.reset(); },
  });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('signOn.bindTitle', { name: say(provider.name) })}>
      <p className="ll-soft">{t('signOn.bindLead')}</p>
      <Whom issuer={provider.issuer} />
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={send}>
        <ProofFields needsCode={needsCode} autoFocus />
        <div className="ll-signin-answer" aria-live="polite">
          {failed && <Alert type="error" showIcon title={wrong ? t('factor.codeWrong') : failed.detail ?? failed.title} description={wrong ? undefined : failed.action} />}
        </div>
        <Button type="primary" htmlType="submit" loading={bind.isPending} disabled={bind.isSuccess}>{t('factor.next')}</Button>
      </Form>
    </Modal>
  );
}
