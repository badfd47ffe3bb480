import type { Correction } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAnswers } from './queries';

/** Asks why a department does not take a correction over. */
export function RefuseForm({ row, close }: { row: Correction; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const answers = useAnswers();
  const failed = answers.error && errorText(answers.error);
  const send = ({ reason }: { reason: string }) => answers.mutate([{ item: row.id, answer: 'refused', reason }], { onSuccess: close });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('exchange.refuse')}>
      <Form<{ reason: string }> layout="vertical" requiredMark={false} onFinish={send}>
        <p className="ll-soft ll-undo-lead">{t('exchange.refuseLead')}</p>
        <Form.Item name="reason" label={t('exchange.reason')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('exchange.needReason') }]}>
          <Input maxLength={500} />
        </Form.Item>
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} className="ll-undo-lead" />}
        <Button type="primary" htmlType="submit" loading={answers.isPending}>{t('exchange.refuse')}</Button>
      </Form>
    </Modal>
  );
}
