import { useTexts } from '@linli/kit/texts';
import { App, Button, Form, Input, Modal } from 'antd';
import { ProofFields } from '../security/ProofFields';
import { useCodeNeeded } from '../security/useCodeNeeded';
import { PasskeyFailure } from './PasskeyFailure';
import { useAdd } from './queries';

interface Fields { name: string; password: string; code?: string }

/** A name, password and code once more; then the device asks its user. */
export function AddPasskey({ close }: { close(): void }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const add = useAdd();
  const { needsCode, heard } = useCodeNeeded();
  const send = (fields: Fields) => add.mutate(fields, {
    onSuccess: () => { void message.success(t('passkey.kept')); close(); },
    onError: (error) => { if (heard(error)) add.reset(); },
  });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('passkey.add')}>
      <p className="ll-soft">{t('passkey.addLead')}</p>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item name="name" label={t('passkey.name')} rules={[{ required: true, whitespace: true, message: t('passkey.needName') }]}>
          <Input autoComplete="off" autoFocus maxLength={60} placeholder={t('passkey.nameHint')} />
        </Form.Item>
        <ProofFields needsCode={needsCode} />
        <div className="ll-signin-answer" aria-live="polite">{Boolean(add.error) && <PasskeyFailure error={add.error} />}</div>
        <Button type="primary" htmlType="submit" loading={add.isPending}>{t('factor.next')}</Button>
      </Form>
    </Modal>
  );
}
