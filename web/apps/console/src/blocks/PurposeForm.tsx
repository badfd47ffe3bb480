import { useTexts } from '@linli/kit/texts';
import { Button, Form, Input, Segmented, Select } from 'antd';
import { bases, type Ground, purposes } from './ground';

/** Asks why somebody wants to see the people, before anything of them is read. */
export function PurposeForm({ state, pending }: { state(ground: Ground): void; pending: boolean }) {
  const { t, word } = useTexts();
  return (
    <Form<Ground> layout="vertical" requiredMark={false} className="ll-purpose-form" initialValues={{ basis: 'reason' }} onFinish={state}>
      <p className="ll-soft">{t('blocks.askLead')}</p>
      <Form.Item name="purpose" label={t('blocks.askPurpose')} rules={[{ required: true, message: t('blocks.needPurpose') }]}>
        <Select options={purposes.map((value) => ({ value, label: word('purpose', value) }))} />
      </Form.Item>
      <Form.Item name="basis" label={t('blocks.askBasis')}>
        <Segmented options={bases.map((value) => ({ value, label: word('basis', value) }))} />
      </Form.Item>
      <Form.Item name="text" label={t('blocks.askText')} rules={[{ required: true, min: 4, max: 500, whitespace: true, message: t('blocks.needText') }]}>
        <Input maxLength={500} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>{t('blocks.show')}</Button>
    </Form>
  );
}
