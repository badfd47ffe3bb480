import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAcceptProxy } from './queries';

/** Takes on to act for whoever handed the word over. */
export function AcceptProxy({ close }: { close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const accept = useAcceptProxy();
  const failed = accept.error && errorText(accept.error);
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('proxy.accept')}>
      <Form<{ word: string }> layout="vertical" requiredMark={false} onFinish={({ word }) => accept.mutate(word, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('proxy.acceptLead')}</p>
        <Form.Item name="word" label={t('proxy.word')} rules={[{ required: true, whitespace: true, message: t('proxy.needWord') }]}><Input autoComplete="off" maxLength={40} /></Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={accept.isPending}>{t('proxy.accept')}</Button>
      </Form>
    </Modal>
  );
}
