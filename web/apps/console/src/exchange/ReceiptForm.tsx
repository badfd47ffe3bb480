import type { Exchange } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useReceipt } from './queries';

/** Writes a department's receipt down: who has the file, and its digest. */
export function ReceiptForm({ row, close }: { row: Exchange; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const receipt = useReceipt(row.number);
  const failed = receipt.error && errorText(receipt.error);
  const rules = [{ required: true, whitespace: true, message: t('exchange.needed') }];
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('exchange.receiptGive')}>
      <Form<{ digest: string; received_by: string }> layout="vertical" requiredMark={false} onFinish={(given) => receipt.mutate(given, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('exchange.receiptLead')}</p>
        <Form.Item name="received_by" label={t('exchange.receiptWho')} rules={rules}><Input maxLength={120} /></Form.Item>
        <Form.Item name="digest" label={t('exchange.receiptDigest')} rules={rules}><Input maxLength={64} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} className="ll-undo-lead" />}
        <Button type="primary" htmlType="submit" loading={receipt.isPending}>{t('exchange.receiptGive')}</Button>
      </Form>
    </Modal>
  );
}
