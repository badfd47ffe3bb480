import { useTexts } from '@linli/kit/texts';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { ProofFields } from './ProofFields';
import { useChangePassword } from './queries';
import { useCodeNeeded } from './useCodeNeeded';

interface Fields { password: string; code?: string; chosen: string; again: string }

/** Another password, which takes the one before. */
export function ChangePassword({ close }: { close(): void }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const errorText = useErrorText();
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
        <Form.Item name="chosen" label={t('recovery.password')} extra={t('invitation.needPassword')} rules={[{ required: true, min: 12, max: 200, message: t('invitation.needPassword') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again" label={t('password.again')} dependencies={['chosen']}
          rules={[{ required: true, message: t('invitation.differs') }, ({ getFieldValue }) => ({ validator: (_, again: string) => (again === getFieldValue('chosen') ? Promise.resolve() : Promise.reject(new Error(t('invitation.differs')))) })]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div className="ll-signin-answer" aria-live="polite">
          {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        </div>
        <Button type="primary" htmlType="submit" loading={change.isPending}>{t('password.change')}</Button>
      </Form>
    </Modal>
  );
}
