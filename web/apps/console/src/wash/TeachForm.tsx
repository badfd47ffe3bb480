import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useTeaching } from './spellings';

interface Props { place: string; label: string; line?: string; close(): void; done?(): void }

/** Accepts a correction: a line as somebody wrote it is this place, and who says so. */
export function TeachForm({ place, label, line = '', close, done }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const { teach } = useTeaching();
  const failed = teach.error && errorText(teach.error);
  const send = (told: { line: string; source: string }) => teach.mutate({ ...told, place }, { onSuccess: () => { close(); done?.(); } });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('wash.teach')}>
      <Form layout="vertical" requiredMark={false} initialValues={{ line, source: '' }} onFinish={send}>
        <p className="ll-soft ll-undo-lead">{t('wash.teachLead', { place: label })}</p>
        <Form.Item name="line" label={t('wash.teachLine')} rules={[{ required: true, whitespace: true, message: t('wash.needLine') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="source" label={t('wash.teachSource')} extra={t('wash.teachSourceHelp')} rules={[{ required: true, whitespace: true, message: t('wash.needSource') }]}>
          <Input maxLength={500} />
        </Form.Item>
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} className="ll-undo-lead" />}
        <Button type="primary" htmlType="submit" loading={teach.isPending}>{t('wash.teachDo')}</Button>
      </Form>
    </Modal>
  );
}
