import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Modal, Select } from 'antd';
import { useOwnDwellings } from '../dwellings/queries';
import { useErrorText } from '../page/useErrorText';
import { useAskGuardian, type Wanted } from './queries';
import { WantedFields } from './WantedFields';

/** Asks to act for a minor of one's household, to be confirmed at the door. */
export function AskGuardian({ close }: { close(): void }) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const own = useOwnDwellings();
  const ask = useAskGuardian();
  const failed = ask.error && errorText(ask.error);
  const options = own.data?.filter(({ state }) => state === 'bound').map(({ id, dwelling }) => ({ value: id, label: say(dwelling.label) }));
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('proxy.guardian')}>
      <Form<Wanted & { binding: string }> layout="vertical" requiredMark={false} onFinish={(asked) => ask.mutate(asked, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('proxy.guardianLead')}</p>
        <Form.Item name="binding" label={t('proxy.dwelling')} rules={[{ required: true, message: t('proxy.needDwelling') }]}><Select options={options} notFoundContent={t('dwelling.none')} /></Form.Item>
        <WantedFields />
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={ask.isPending}>{t('proxy.guardian')}</Button>
      </Form>
    </Modal>
  );
}
