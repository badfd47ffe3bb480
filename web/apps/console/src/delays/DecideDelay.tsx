import type { Delay } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { type SaidOfDelay, useDecideDelay } from './queries';

/** Asks an auditor to agree or refuse, with the words that whoever asked reads. */
export function DecideDelay({ delay, close }: { delay: Delay; close(): void }) {
  const { t, moment } = useTexts();
  const errorText = useErrorText();
  const decide = useDecideDelay(delay.id);
  const failed = decide.error && errorText(decide.error);
  const options = [{ value: 'agree', label: t('delay.agree') }, { value: 'refuse', label: t('delay.refuse') }];
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('delay.decide')}>
      <Form<SaidOfDelay> layout="vertical" requiredMark={false} onFinish={(said) => decide.mutate(said, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('delay.decideLead', { login: delay.login, case: delay.case, until: moment(delay.until) })}</p>
        <Form.Item name="verdict" label={t('delay.verdict')} rules={[{ required: true, message: t('emergency.needVerdict') }]}><Radio.Group options={options} /></Form.Item>
        <Form.Item name="note" label={t('emergency.note')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}>
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={decide.isPending}>{t('delay.decide')}</Button>
      </Form>
    </Modal>
  );
}
