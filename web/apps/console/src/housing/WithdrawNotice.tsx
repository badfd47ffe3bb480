import type { HousingNoticeDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useOpened } from '../page/useOpened';
import { useNoticeAct } from './queries';

/** Withdraws a notice that was issued in error, with the reason. */
export function WithdrawNotice({ row, close }: { row: HousingNoticeDetail; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ words: string }>();
  const act = useNoticeAct(row.id);
  const seen = useOpened(row.version, act.error);
  const failed = act.error && errorText(act.error);
  return (
    <Modal open onCancel={close} title={t('notices.withdraw')} okText={t('notices.withdraw')} cancelText={t('action.cancel')} confirmLoading={act.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ words }) => act.mutate({ seen, deed: { deed: 'withdraw' }, words }, { onSuccess: close })}>
        <p className="ll-soft">{t('notices.withdrawLead')}</p>
        <Form.Item name="words" label={t('cases.why')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
