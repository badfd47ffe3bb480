import { useTexts } from '@linli/kit/texts';
import { Button, Form, Input, Select } from 'antd';
import { everyBasis, everyPurpose } from '../why/deeds';

/** What is looked for, and on which ground. */
export interface AuditSearch { reason?: string; login?: string; person?: string; read_for?: string; ground?: string }

/** Asks why the log is searched, and for what. */
export function AuditForm({ pending, look }: { pending: boolean; look(search: AuditSearch): void }) {
  const { t, word } = useTexts();
  const any = { value: '', label: t('audit.any') };
  return (
    <Form<AuditSearch> layout="vertical" requiredMark={false} className="ll-audit-form" initialValues={{ read_for: '', ground: '' }} onFinish={look}>
      <Form.Item name="reason" label={t('audit.askReason')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}><Input maxLength={500} /></Form.Item>
      <Form.Item name="login" label={t('audit.login')}><Input maxLength={64} allowClear /></Form.Item>
      <Form.Item name="person" label={t('audit.person')}><Input maxLength={36} allowClear /></Form.Item>
      <Form.Item name="read_for" label={t('audit.readFor')}><Select options={[any, ...everyPurpose.map((value) => ({ value, label: word('purpose', value) }))]} /></Form.Item>
      <Form.Item name="ground" label={t('audit.ground')}><Select options={[any, ...everyBasis.map((value) => ({ value, label: word('basis', value) }))]} /></Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>{t('audit.search')}</Button>
    </Form>
  );
}
