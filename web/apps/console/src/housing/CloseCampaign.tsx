import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useCloseCampaign } from './campaignQueries';

/** Closes a campaign with a report. */
export function CloseCampaign({ id, close }: { id: string; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ report: string }>();
  const end = useCloseCampaign(id);
  const failed = end.error && errorText(end.error);
  return (
    <Modal open onCancel={close} title={t('campaigns.close')} okText={t('campaigns.close')} cancelText={t('action.cancel')} confirmLoading={end.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ report }) => end.mutate({ report }, { onSuccess: close })}>
        <p className="ll-soft">{t('campaigns.closeLead')}</p>
        <Form.Item name="report" label={t('campaigns.report')} rules={[{ required: true, whitespace: true, message: t('campaigns.needReport') }]}><Input.TextArea rows={5} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
