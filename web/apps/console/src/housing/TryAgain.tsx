import type { InspectionAttemptList, InspectionAttempts } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useTryAgain } from './queries';

interface Props { list: InspectionAttemptList; row: InspectionAttempts; close(): void }

/** An officer decides since when a building that could not be entered is tried again, and says why. */
export function TryAgain({ list, row, close }: Props) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ from?: string; words: string }>();
  const decide = useTryAgain(row.building.id, close);
  const failed = decide.error && errorText(decide.error);
  return (
    <Modal open onCancel={close} title={`${t('plan.tryAgain')} · ${say(row.building.label)}`} okText={t('plan.tryAgain')} cancelText={t('action.cancel')} confirmLoading={decide.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ from, words }) => decide.mutate({ from: from || undefined, words: words.trim() })}>
        <p className="ll-soft">{t('plan.tryAgainLead')}</p>
        <Form.Item name="from" label={t('plan.tryFrom')} extra={t('plan.tryFromLead', { n: list.longest_days })}><Input type="date" /></Form.Item>
        <Form.Item name="words" label={t('cases.why')} extra={t('housing.noNames')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
