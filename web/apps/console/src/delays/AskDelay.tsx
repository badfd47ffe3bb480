import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { type AskedDelay, useAskDelay } from './queries';
import { dayRange } from './state';

/** Asks on which case, on which legal basis, why and until when, and says who reads what. */
export function AskDelay({ now, close }: { now: number; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const ask = useAskDelay();
  const failed = ask.error && errorText(ask.error);
  const words = [{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }];
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('delay.ask')}>
      <Form<AskedDelay> layout="vertical" requiredMark={false} onFinish={(fields) => ask.mutate(fields, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('delay.askLead')}</p>
        <Form.Item name="case" label={t('delay.case')} rules={[{ required: true, whitespace: true, message: t('delay.needCase') }]}><Input autoComplete="off" maxLength={32} /></Form.Item>
        <Form.Item name="legal_basis" label={t('delay.basis')} extra={t('delay.basisRead')} rules={words}><Input.TextArea rows={2} maxLength={500} showCount /></Form.Item>
        <Form.Item name="reason" label={t('delay.reason')} extra={t('delay.reasonRead')} rules={words}><Input.TextArea rows={3} maxLength={500} showCount /></Form.Item>
        <Form.Item name="until" label={t('delay.lastDay')} rules={[{ required: true, message: t('delay.needDay') }]}><Input type="date" {...dayRange(now)} /></Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={ask.isPending}>{t('delay.ask')}</Button>
      </Form>
    </Modal>
  );
}
