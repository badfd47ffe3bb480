import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { AreaSelect } from './AreaSelect';
import { useAddKey } from './partners';

interface Fields { name: string; public_key: string; actions: string[]; area?: string; until: string }

/** Asks for a public key, what it is for, where, and how long. */
export function KeyForm({ account, deeds, close }: { account: string; deeds: string[]; close(): void }) {
  const { t, word } = useTexts();
  const errorText = useErrorText();
  const add = useAddKey(account, close);
  const failed = add.error && errorText(add.error);
  // The last day is counted whole.
  const send = ({ until, ...rest }: Fields) => add.mutate({ ...rest, valid_until: `${until}T23:59:59Z` });
  return (
    <Form<Fields> layout="vertical" requiredMark={false} onFinish={send}>
      <Form.Item name="name" label={t('partner.name')} rules={[{ required: true, whitespace: true, max: 60, message: t('partner.needName') }]}><Input autoComplete="off" maxLength={60} /></Form.Item>
      <Form.Item name="public_key" label={t('partner.public')} extra={t('partner.publicHow')} rules={[{ required: true, whitespace: true, message: t('partner.needPublic') }]}><Input.TextArea rows={3} maxLength={400} /></Form.Item>
      <Form.Item name="actions" label={t('partner.for')} rules={[{ required: true, message: t('partner.needFor') }]}>
        <Select mode="multiple" options={deeds.map((value) => ({ value, label: word('deed', value) }))} />
      </Form.Item>
      <Form.Item name="area" label={t('partner.area')} extra={t('partner.areaHow')}><AreaSelect /></Form.Item>
      <Form.Item name="until" label={t('partner.until')} extra={t('partner.untilHow')} rules={[{ required: true, message: t('partner.needUntil') }]}><Input type="date" /></Form.Item>
      {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
      <div className="ll-row-actions ll-undo-lead">
        <Button onClick={close}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={add.isPending}>{t('partner.add')}</Button>
      </div>
    </Form>
  );
}
