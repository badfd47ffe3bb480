import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';

/** Whether something was proper, and why. */
export interface Verdict { verdict: string; words: string }

interface Sent { isPending: boolean; error: Error | null; mutate(given: Verdict, then: { onSuccess(): void }): void }
interface Props { title: string; lead: string; label: string; sent: Sent; close(): void }

/** Asks whether something was proper, and for the words that whoever it concerns reads. */
export function VerdictForm({ title, lead, label, sent, close }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const failed = sent.error && errorText(sent.error);
  const options = [{ value: 'proper', label: t('emergency.proper') }, { value: 'improper', label: t('emergency.improper') }];
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={title}>
      <Form<Verdict> layout="vertical" requiredMark={false} onFinish={(given) => sent.mutate(given, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{lead}</p>
        <Form.Item name="verdict" label={t('emergency.verdict')} rules={[{ required: true, message: t('emergency.needVerdict') }]}><Radio.Group options={options} /></Form.Item>
        <Form.Item name="words" label={label} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}>
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={sent.isPending}>{title}</Button>
      </Form>
    </Modal>
  );
}
