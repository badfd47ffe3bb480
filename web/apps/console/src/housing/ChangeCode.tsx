import type { DoorCode } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useChangeCode } from './queries';

interface Props { row: DoorCode; withdraw: boolean; close(): void }

/** Replaces the code of a unit, or withdraws it; each with its reason. */
export function ChangeCode({ row, withdraw, close }: Props) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ words: string }>();
  const change = useChangeCode(row.unit.id);
  const failed = change.error && errorText(change.error);
  const deed = t(withdraw ? 'doors.withdraw' : 'doors.replace');
  return (
    <Modal open onCancel={close} title={`${deed} · ${say(row.unit.label)}`} okText={deed} cancelText={t('action.cancel')} confirmLoading={change.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ words }) => change.mutate({ withdraw, words }, { onSuccess: close })}>
        <p className="ll-soft">{t(withdraw ? 'doors.withdrawLead' : 'doors.replaceLead')}</p>
        <Form.Item name="words" label={t('cases.why')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
