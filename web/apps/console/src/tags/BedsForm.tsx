import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useNarrow } from '../page/useNarrow';
import { type BedsTold, useApproveBeds } from './queries';

interface Fields { building_code: string; beds: number; from: string; to?: string; reference: string; office?: string }

/** Takes down an approval of dormitory beds; told again under its number, it is corrected. */
export function BedsForm({ open, close }: { open: boolean; close(): void }) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const errorText = useErrorText();
  const [form] = Form.useForm<Fields>();
  const approve = useApproveBeds();
  const failed = approve.error && errorText(approve.error);
  const must = [{ required: true, message: t('tags.bedsNeeded') }];
  const told = (fields: Fields): BedsTold => ({ ...fields, to: fields.to ? fields.to : null, office: fields.office ?? '' });
  return (
    <Drawer open={open} onClose={close} title={t('tags.beds')} size={narrow ? '100%' : 480}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => approve.mutate(told(fields), { onSuccess: () => form.resetFields() })}>
        <p className="ll-soft">{t('tags.bedsLead')}</p>
        <Form.Item name="building_code" label={t('tags.bedsBuilding')} rules={must}><Input maxLength={32} /></Form.Item>
        <Form.Item name="beds" label={t('tags.bedsNumber')} rules={must}><InputNumber min={1} max={100_000} precision={0} /></Form.Item>
        <Form.Item name="from" label={t('tags.bedsFrom')} rules={must}><Input type="date" /></Form.Item>
        <Form.Item name="to" label={t('tags.bedsTo')}><Input type="date" /></Form.Item>
        <Form.Item name="reference" label={t('tags.bedsReference')} rules={must}><Input maxLength={100} /></Form.Item>
        <Form.Item name="office" label={t('tags.bedsOffice')}><Input maxLength={100} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        {approve.isSuccess && <Alert type="success" showIcon title={t('tags.bedsKept')} />}
        <Button type="primary" htmlType="submit" block loading={approve.isPending}>{t('tags.bedsKeep')}</Button>
      </Form>
    </Drawer>
  );
}
