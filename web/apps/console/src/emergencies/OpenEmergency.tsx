import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { AreaSelect } from '../accounts/AreaSelect';
import { useErrorText } from '../page/useErrorText';
import { useOpenEmergency } from './queries';

interface Fields { area: string; reason: string }

/** Asks where and why, and says who will read it. */
export function OpenEmergency({ close }: { close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const open = useOpenEmergency();
  const failed = open.error && errorText(open.error);
  const given = async (_: unknown, path?: string) => { if (path === undefined) throw new Error(t('invitation.needArea')); };
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('emergency.open')}>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => open.mutate(fields, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('emergency.openLead')}</p>
        <Form.Item name="area" label={t('emergency.area')} rules={[{ validator: given }]}><AreaSelect /></Form.Item>
        <Form.Item name="reason" label={t('emergency.reason')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" danger htmlType="submit" loading={open.isPending}>{t('emergency.open')}</Button>
      </Form>
    </Modal>
  );
}
