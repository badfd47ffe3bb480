import type { LineageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useUndo } from './queries';

/** Asks why a merge or a split is undone; the next run follows. */
export function UndoForm({ row, open, close }: { row: LineageRow; open: boolean; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const undo = useUndo();
  const failed = undo.error && errorText(undo.error);
  return (
    <Modal open={open} onCancel={close} footer={null} destroyOnHidden title={t(row.event === 'merge' ? 'lineage.undoMerge' : 'lineage.undoSplit')}>
      <Form<{ reason: string }> layout="vertical" requiredMark={false} onFinish={({ reason }) => undo.mutate({ id: row.id, reason }, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t(row.event === 'merge' ? 'lineage.undoMergeLead' : 'lineage.undoSplitLead')}</p>
        <Form.Item name="reason" label={t('lineage.reason')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('lineage.needReason') }]}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={undo.isPending}>{t('lineage.undo')}</Button>
      </Form>
    </Modal>
  );
}
