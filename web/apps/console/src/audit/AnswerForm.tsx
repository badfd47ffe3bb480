import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAnswer } from '../reads/queries';

interface Fields { verdict: string; words: string }

/** Asks whether a look was proper, and for the answer that the person reads. */
export function AnswerForm({ id, close }: { id: string; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const answer = useAnswer(id);
  const failed = answer.error && errorText(answer.error);
  const options = [{ value: 'proper', label: t('emergency.proper') }, { value: 'improper', label: t('emergency.improper') }];
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('question.answer')}>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => answer.mutate(fields, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('question.answerLead')}</p>
        <Form.Item name="verdict" label={t('emergency.verdict')} rules={[{ required: true, message: t('emergency.needVerdict') }]}><Radio.Group options={options} /></Form.Item>
        <Form.Item name="words" label={t('question.answerWords')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}>
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={answer.isPending}>{t('question.answer')}</Button>
      </Form>
    </Modal>
  );
}
