import type { WashSpelling } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useTeaching } from './spellings';

/** Withdraws a spelling that was learned wrongly, with who says so. */
export function WithdrawSpelling({ row, close }: { row: WashSpelling; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const { withdraw } = useTeaching();
  const failed = withdraw.error && errorText(withdraw.error);
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('wash.forget')}>
      <Form<{ source: string }> layout="vertical" requiredMark={false} onFinish={({ source }) => withdraw.mutate({ id: row.id, source }, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('wash.forgetLead', { text: row.text })}</p>
        <Form.Item name="source" label={t('wash.teachSource')} extra={t('wash.teachSourceHelp')} rules={[{ required: true, whitespace: true, message: t('wash.needSource') }]}>
          <Input maxLength={500} />
        </Form.Item>
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} className="ll-undo-lead" />}
        <Button type="primary" danger htmlType="submit" loading={withdraw.isPending}>{t('wash.forget')}</Button>
      </Form>
    </Modal>
  );
}
