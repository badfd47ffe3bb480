import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAskRecovery } from './queries';
import { WordOnce } from './WordOnce';

interface Fields { login: string; lost: string; reason: string }

/** Asks whose account, what was lost, and how one knows that it is the holder. */
export function AskForm({ close }: { close(): void }) {
  const { t, word } = useTexts();
  const errorText = useErrorText();
  const ask = useAskRecovery();
  const failed = ask.error && errorText(ask.error);
  const done = ask.data;
  const options = ['password', 'second_factor'].map((value) => ({ value, label: word('lost', value) }));
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden maskClosable={false} title={t('recovery.ask')}>
      {done?.word && <WordOnce login={done.recovery.login} word={done.word} done={close} />}
      {done && !done.word && <div className="ll-enrol"><p>{t('recovery.asked')}</p><div className="ll-row-actions"><Button type="primary" onClick={close}>{t('factor.next')}</Button></div></div>}
      {!done && (
        <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ lost: 'password' }} onFinish={(fields) => ask.mutate(fields)}>
          <p className="ll-soft ll-undo-lead">{t('recovery.askLead')}</p>
          <Form.Item name="login" label={t('invitation.login')} rules={[{ required: true, whitespace: true, message: t('session.needAccount') }]}><Input autoComplete="off" maxLength={64} /></Form.Item>
          <Form.Item name="lost" label={t('recovery.lost')}><Radio.Group options={options} /></Form.Item>
          <Form.Item name="reason" label={t('recovery.reason')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('audit.needReason') }]}>
            <Input.TextArea rows={3} maxLength={500} showCount />
          </Form.Item>
          {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
          <Button type="primary" htmlType="submit" loading={ask.isPending}>{t('recovery.ask')}</Button>
        </Form>
      )}
    </Modal>
  );
}
