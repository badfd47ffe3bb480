import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';

interface Sent { isPending: boolean; error: Error | null; mutate(words: string, then: { onSuccess(): void }): void }
interface Props { title: string; lead: string; label: string; sent: Sent; close(): void }

/** Asks for four to 500 characters and sends them. */
export function WordsForm({ title, lead, label, sent, close }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const failed = sent.error && errorText(sent.error);
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={title}>
      <Form<{ words: string }> layout="vertical" requiredMark={false} onFinish={({ words }) => sent.mutate(words, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{lead}</p>
        <Form.Item name="words" label={label} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}>
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={sent.isPending}>{t('question.send')}</Button>
      </Form>
    </Modal>
  );
}
