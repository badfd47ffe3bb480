import type { PartnerQuota } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, App, Button, Form, Input } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useSetQuota } from './partners';

interface Fields { minute: string; day: string }

/** How much a system may ask for, and what it used today. */
export function QuotaForm({ account, quota }: { account: string; quota: PartnerQuota }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const set = useSetQuota(account, () => void message.success(t('partner.isSet')));
  const failed = set.error && errorText(set.error);
  const send = ({ minute, day }: Fields) => set.mutate({ requests_a_minute: Number(minute), rows_a_day: Number(day) });
  const rules = [{ required: true, pattern: /^\d{1,8}$/, message: t('partner.needNumber') }];
  return (
    <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ minute: String(quota.requests_a_minute), day: String(quota.rows_a_day) }} onFinish={send}>
      <Form.Item name="minute" label={t('partner.minute')} rules={rules}><Input inputMode="numeric" maxLength={8} /></Form.Item>
      <Form.Item name="day" label={t('partner.day')} rules={rules} extra={t('partner.today', { n: quota.rows_today })}><Input inputMode="numeric" maxLength={8} /></Form.Item>
      {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
      <Button className="ll-undo-lead" htmlType="submit" loading={set.isPending}>{t('partner.set')}</Button>
    </Form>
  );
}
