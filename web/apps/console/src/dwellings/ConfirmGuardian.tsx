import type { GuardianRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useConfirmGuardian, useMinors } from './guardianQueries';

/** The word that the guardian showed, and which minor of the household it is. */
export function ConfirmGuardian({ row, close }: { row: GuardianRequest; close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const look = useMinors(row);
  const confirm = useConfirmGuardian(row.id);
  const error = confirm.error ?? look.error;
  const failed = error && errorText(error);
  const options = (look.data?.people ?? []).map(({ id, name, born_in }) => ({ value: id, label: born_in ? `${name} · ${born_in}` : name }));
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('guardian.confirm')}>
      <Form<{ word: string; person: string }> layout="vertical" requiredMark={false} onFinish={(found) => confirm.mutate(found, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('guardian.confirmLead')}</p>
        <Form.Item name="word" label={t('dwelling.wordGiven')} rules={[{ required: true, whitespace: true, message: t('dwelling.needWord') }]}><Input autoComplete="off" maxLength={20} /></Form.Item>
        {!look.data && <Form.Item><Button loading={look.isPending} onClick={() => look.mutate()}>{t('dwelling.look')}</Button></Form.Item>}
        <Form.Item name="person" label={t('guardian.minor')} rules={[{ required: true, message: t('guardian.needMinor') }]}><Select options={options} disabled={!look.data} notFoundContent={t('dwelling.nobody')} /></Form.Item>
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>{t('dwelling.confirm')}</Button>
      </Form>
    </Modal>
  );
}
