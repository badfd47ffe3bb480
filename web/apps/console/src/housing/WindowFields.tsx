import { useTexts } from '@linli/kit/texts';
import { Form, Input, Space } from 'antd';

interface Props { name: (string | number)[]; label: string }

/** From and to, in a form: both, in order, or neither. */
export function WindowFields({ name, label }: Props) {
  const { t } = useTexts();
  const from = [...name, 'from'];
  return (
    <Space align="start" wrap>
      <Form.Item name={from} label={`${label}: ${t('plan.windowFrom')}`}><Input type="time" /></Form.Item>
      <Form.Item
        name={[...name, 'to']} label={`${label}: ${t('plan.windowTo')}`} dependencies={[from]}
        rules={[({ getFieldValue }) => ({
          validator: (_: unknown, to: string | undefined) => {
            const begins = getFieldValue(from) as string | undefined;
            const sound = begins ? Boolean(to) && begins < String(to) : !to;
            return sound ? Promise.resolve() : Promise.reject(new Error(t('plan.needWindow')));
          },
        })]}
      >
        <Input type="time" />
      </Form.Item>
    </Space>
  );
}
