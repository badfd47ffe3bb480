import type { UnitHousing } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useSuspend } from './queries';

interface Props { open: boolean; close(): void; row: UnitHousing }

/** Suspends the letting of a unit, or lifts the suspension; each with its reason. */
export function Suspend({ open, close, row }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ words: string }>();
  const suspend = useSuspend(row.id);
  const failed = suspend.error && errorText(suspend.error);
  const title = t(row.suspended ? 'housing.resume' : 'housing.suspend');
  return (
    <Modal open={open} onCancel={close} title={title} okText={title} cancelText={t('action.cancel')} confirmLoading={suspend.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ words }) => suspend.mutate({ suspended: !row.suspended, words }, { onSuccess: () => { form.resetFields(); close(); } })}>
        <p className="ll-soft">{t(row.suspended ? 'housing.resumeLead' : 'housing.suspendLead')}</p>
        <Form.Item name="words" label={t('cases.why')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
