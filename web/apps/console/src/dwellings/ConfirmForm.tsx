import type { DwellingRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { Household } from './Household';
import { type FoundAtDoor, useConfirmDwelling } from './queries';

/** What was found at the door: the word, what else was shown and, where the register knows them, who it is. */
export function ConfirmForm({ request, close }: { request: DwellingRequest; close(): void }) {
  const { t, say, word } = useTexts();
  const errorText = useErrorText();
  const confirm = useConfirmDwelling(request.id);
  const failed = confirm.error && errorText(confirm.error);
  const options = ['document', 'lease', 'household'].map((value) => ({ value, label: word('dwelling_shown', value) }));
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={`${t('dwelling.confirm')} · ${say(request.dwelling.label)}`}>
      <Form<FoundAtDoor> layout="vertical" requiredMark={false} onFinish={(found) => confirm.mutate(found, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('dwelling.confirmLead')}</p>
        <Form.Item name="word" label={t('dwelling.wordGiven')} rules={[{ required: true, whitespace: true, message: t('dwelling.needWord') }]}><Input autoComplete="off" maxLength={20} /></Form.Item>
        <Form.Item name="shown" label={t('dwelling.shown')} rules={[{ required: true, message: t('dwelling.needShown') }]}><Radio.Group options={options} /></Form.Item>
        <Form.Item noStyle dependencies={['shown']}>
          {({ getFieldValue }) => <Household request={request} known={getFieldValue('shown') === 'document'} />}
        </Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>{t('dwelling.confirm')}</Button>
      </Form>
    </Modal>
  );
}
