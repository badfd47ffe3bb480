import type { SourceCorrections } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useMakeList } from './queries';

/** Asks why a department's list is made, then hands it over. */
export function MakeList({ row, close }: { row: SourceCorrections; close(): void }) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const make = useMakeList();
  const failed = make.error && errorText(make.error);
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={`${t('exchange.make')} · ${say(row.title)}`}>
      <Form<{ reason: string }> layout="vertical" requiredMark={false} onFinish={({ reason }) => make.mutate({ source: row.source, reason }, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t('exchange.makeLead')}</p>
        <Form.Item name="reason" label={t('exchange.reason')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('exchange.needReason') }]}>
          <Input maxLength={500} />
        </Form.Item>
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} className="ll-undo-lead" />}
        <Button type="primary" htmlType="submit" loading={make.isPending}>{t('exchange.download')}</Button>
      </Form>
    </Modal>
  );
}
