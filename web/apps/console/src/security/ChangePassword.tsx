import { useTexts } from '@linli/kit/texts';
import { Alert, App, Button, Form, Modal } from 'antd';
import { NewPassword } from '../page/NewPassword';
import { PasswordAgain } from '../page/PasswordAgain';
import { useErrorText } from '../page/useErrorText';
import { useAccount } from '../session/context';
import { ProofFields } from './ProofFields';
import { useChangePassword } from './queries';
import { useCodeNeeded } from './useCodeNeeded';

interface Fields { password: string; code?: string; chosen: string; again: string }

/** Another password, which takes the one before. */
export function ChangePassword({ close }: { close(): void }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const { login } = useAccount();
  const change = useChangePassword();
  const { needsCode, heard } = useCodeNeeded();
  const failed = change.error && errorText(change.error);
  const send = ({ password, code, chosen }: Fields) => change.mutate({ password, code, chosen }, {
    onSuccess: () => { void message.success(t('password.changed')); close(); },
    onError: (error) => { if (heard(error)) change.reset(); },
  });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('password.changeTitle')}>
      <p className="ll-soft">{t('password.changeLead')}</p>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={send}>
        <ProofFields needsCode={needsCode} autoFocus label={t('password.current')} />
        <NewPassword name="chosen" label={t('recovery.password')} login={login} />
        <PasswordAgain of="chosen" label={t('password.again')} />
        <div className="ll-signin-answer" aria-live="polite">
          {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        </div>
        <Button type="primary" htmlType="submit" loading={change.isPending}>{t('password.change')}</Button>
      </Form>
    </Modal>
  );
}
