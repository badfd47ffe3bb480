import type { CampaignDetail, CampaignTarget } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Modal, Radio, Space } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useBarTarget } from './campaignQueries';
import { useWords } from './useWords';

interface Props { campaign: CampaignDetail; target: CampaignTarget; close(): void }

/** Says why a target could not be entered, or takes that back. */
export function BarTarget({ campaign, target, close }: Props) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const words = useWords();
  const [form] = Form.useForm<{ bar: string }>();
  const send = useBarTarget(campaign.campaign.id, target.id);
  const failed = send.error && errorText(send.error);
  const footer = (
    <Space wrap>
      {target.barred && <Button loading={send.isPending} onClick={() => send.mutate({}, { onSuccess: close })}>{t('campaigns.unbar')}</Button>}
      <Button onClick={close}>{t('action.cancel')}</Button>
      <Button type="primary" loading={send.isPending} onClick={() => form.submit()}>{t('campaigns.bar')}</Button>
    </Space>
  );
  return (
    <Modal open onCancel={close} title={`${t('campaigns.bar')} · ${say((target.unit ?? target.building).label)}`} footer={footer}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ bar: target.barred?.name }} onFinish={({ bar }) => send.mutate({ bar }, { onSuccess: close })}>
        <p className="ll-soft">{t('campaigns.barLead')}</p>
        <Form.Item name="bar" label={t('campaigns.barWhy')} rules={[{ required: true, message: t('campaigns.needWhom') }]}><Radio.Group vertical options={words(campaign.bars)} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
