import type { PasskeyRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Button, Form, Input, Modal } from 'antd';
import { PasskeyFailure } from './PasskeyFailure';
import { useRename } from './queries';

/** Calls a passkey by another name. */
export function RenamePasskey({ row, close }: { row: PasskeyRow; close(): void }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const rename = useRename();
  const send = (name: string) => rename.mutate({ id: row.id, name }, { onSuccess: () => { void message.success(t('passkey.renamed')); close(); } });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('passkey.renameOf', { name: row.name })}>
      <Form<{ name: string }> layout="vertical" requiredMark={false} initialValues={{ name: row.name }} onFinish={({ name }) => send(name)}>
        <Form.Item name="name" label={t('passkey.name')} rules={[{ required: true, whitespace: true, message: t('passkey.needName') }]}>
          <Input autoComplete="off" autoFocus maxLength={60} />
        </Form.Item>
        <div className="ll-signin-answer" aria-live="polite">{Boolean(rename.error) && <PasskeyFailure error={rename.error} />}</div>
        <Button type="primary" htmlType="submit" loading={rename.isPending}>{t('passkey.save')}</Button>
      </Form>
    </Modal>
  );
}
