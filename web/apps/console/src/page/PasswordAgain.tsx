import { useTexts } from '@linli/kit/texts';
import { Form, Input } from 'antd';

interface Props { of: string; label: string }

/** The password of the field `of` once more. */
export function PasswordAgain({ of, label }: Props) {
  const { t } = useTexts();
  const differs = t('invitation.differs');
  return (
    <Form.Item
      name="again" label={label} dependencies={[of]}
      rules={[{ required: true, message: differs }, ({ getFieldValue }) => ({ validator: async (_, again: string) => { if (again !== getFieldValue(of)) throw new Error(differs); } })]}
    >
      <Input.Password autoComplete="new-password" />
    </Form.Item>
  );
}
