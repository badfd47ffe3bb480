import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useReviewEmergency } from './queries';

interface Fields { verdict: string; note: string }

/** Asks whether an emergency was proper, and why; whoever opened it reads the answer. */
export function ReviewForm({ id, close }: { id: string; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const review = useReviewEmergency(id);
  const failed = review.error && errorText(review.error);
  const options = [{ value: 'proper', label: t('emergency.proper') }, { value: 'improper', label: t('emergency.improper') }];
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('emergency.review')}>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => review.mutate(fields, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('emergency.reviewLead')}</p>
        <Form.Item name="verdict" label={t('emergency.verdict')} rules={[{ required: true, message: t('emergency.needVerdict') }]}><Radio.Group options={options} /></Form.Item>
        <Form.Item name="note" label={t('emergency.note')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={review.isPending}>{t('emergency.review')}</Button>
      </Form>
    </Modal>
  );
}
