import { useTexts } from '@linli/kit/texts';
import { Button, Form, Input, Select } from 'antd';
import { type Asked, deeds, everyBasis, everyPurpose, personal } from './deeds';

interface Props { asked: Asked; pending: boolean; ask(changes: Record<string, string | null>): void }

/** What somebody wants to do, where, and on which ground. */
export function WhyForm({ asked, pending, ask }: Props) {
  const { t, word } = useTexts();
  const [form] = Form.useForm<Asked>();
  const action = Form.useWatch('action', form) ?? asked.action ?? deeds[0];
  const isPersonal = personal.includes(action);
  const start: Asked = {
    action: asked.action ?? deeds[0], area: asked.area, purpose: asked.purpose ?? 'registration', basis: asked.basis ?? 'reason',
  };
  return (
    <Form<Asked>
      form={form} layout="vertical" requiredMark={false} initialValues={start}
      onFinish={({ action: deed, area, purpose, basis }) => ask({
        action: deed, where: area, purpose: isPersonal ? purpose : null, basis: isPersonal ? basis : null,
      })}
    >
      <Form.Item name="action" label={t('why.action')}>
        <Select options={deeds.map((value) => ({ value, label: word('deed', value) }))} />
      </Form.Item>
      <Form.Item name="area" label={t('why.area')}><Input placeholder={t('why.areaWhole')} allowClear /></Form.Item>
      {isPersonal && (
        <div className="ll-why-ground">
          <Form.Item name="purpose" label={t('why.purpose')}>
            <Select options={everyPurpose.map((value) => ({ value, label: word('purpose', value) }))} />
          </Form.Item>
          <Form.Item name="basis" label={t('why.basis')}>
            <Select options={everyBasis.map((value) => ({ value, label: word('basis', value) }))} />
          </Form.Item>
        </div>
      )}
      <Button type="primary" htmlType="submit" loading={pending}>{t('why.ask')}</Button>
    </Form>
  );
}
