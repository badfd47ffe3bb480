import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useConfirmContact, useSetContact } from './queries';

/** Asks for an address, then for the code that was sent there. */
export function ContactForm({ channel, close }: { channel: string; close(): void }) {
  const { t, word } = useTexts();
  const errorText = useErrorText();
  const set = useSetContact(channel);
  const confirm = useConfirmContact(channel);
  const error = set.isSuccess ? confirm.error : set.error;
  const failed = error && errorText(error);
  const rules = [{ required: true, whitespace: true, message: t('messages.needAddress') }];
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={word('channel', channel)}>
      {!set.isSuccess && (
        <Form<{ address: string }> key="address" layout="vertical" requiredMark={false} onFinish={({ address }) => set.mutate(address)}>
          <Form.Item name="address" label={t('messages.url')} rules={rules}>
            <Input type={channel === 'email' ? 'email' : 'tel'} autoComplete={channel === 'email' ? 'email' : 'tel'} maxLength={254} autoFocus />
          </Form.Item>
          {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.action} />}
          <Button type="primary" htmlType="submit" loading={set.isPending}>{t('messages.sendCode')}</Button>
        </Form>
      )}
      {set.isSuccess && (
        <Form<{ code: string }> key="code" layout="vertical" requiredMark={false} onFinish={({ code }) => confirm.mutate(code, { onSuccess: close })}>
          <p className="ll-soft ll-undo-lead">{t('messages.codeSent')}</p>
          <Form.Item name="code" label={t('messages.code')} rules={rules}><Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus /></Form.Item>
          {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.action} />}
          <Button type="primary" htmlType="submit" loading={confirm.isPending}>{t('messages.confirm')}</Button>
        </Form>
      )}
    </Modal>
  );
}
