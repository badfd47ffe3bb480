import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { AreaSelect } from '../accounts/AreaSelect';
import { useErrorText } from '../page/useErrorText';
import { isForBroadcast, kinds, type NewBroadcast, useBroadcast, useReach } from './broadcasts';

/** Asks what it is, for whom and what it says, and tells how many it reaches before it goes. */
export function BroadcastForm({ close }: { close(): void }) {
  const { t, word } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<NewBroadcast>();
  const [id] = useState(() => crypto.randomUUID());
  const send = useBroadcast(id, close);
  const area = Form.useWatch('area', form);
  const reach = useReach(area).data?.on_duty;
  const failed = send.error && errorText(send.error);
  const placed = async (_: unknown, path?: string) => { if (!isForBroadcast(path)) throw new Error(t('broadcast.needArea')); };
  const worded = async () => {
    const { zh, en } = form.getFieldsValue();
    if (!zh?.trim() && !en?.trim()) throw new Error(t('broadcast.needWords'));
  };
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden maskClosable={false} title={t('broadcast.new')}>
      <Form<NewBroadcast> form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'notice' }} onFinish={(told) => send.mutate(told)}>
        <p className="ll-soft ll-undo-lead">{t('broadcast.lead')}</p>
        <Form.Item name="kind" label={t('broadcast.kind')}>
          <Select options={kinds.map((value) => ({ value, label: word('broadcast_kind', value) }))} />
        </Form.Item>
        <Form.Item name="area" label={t('broadcast.area')} rules={[{ validator: placed }]}><AreaSelect /></Form.Item>
        <Form.Item name="zh" label={t('broadcast.zh')} dependencies={['en']} rules={[{ validator: worded }]}>
          <Input.TextArea rows={2} maxLength={300} showCount />
        </Form.Item>
        <Form.Item name="en" label={t('broadcast.en')} extra={t('broadcast.both')}>
          <Input.TextArea rows={2} maxLength={300} showCount />
        </Form.Item>
        <p aria-live="polite">{reach !== undefined && (reach === 0 ? t('broadcast.reachNone') : t('broadcast.reach', { n: reach }))}</p>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={reach === 0}>{t('broadcast.send')}</Button>
      </Form>
    </Modal>
  );
}
