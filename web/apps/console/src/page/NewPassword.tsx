import { StrengthMeter } from '@linli/kit/password';
import { useTexts } from '@linli/kit/texts';
import { Form, Input } from 'antd';

interface Props { name: string; label: string; login: string }

/** A password that somebody chooses, with how hard it is to guess. */
export function NewPassword({ name, label, login }: Props) {
  const { t } = useTexts();
  const password: string = Form.useWatch(name) ?? '';
  return (
    <>
      <Form.Item name={name} label={label} className="ll-new-password" extra={t('invitation.needPassword')} rules={[{ required: true, min: 12, max: 200, message: t('invitation.needPassword') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <StrengthMeter className="ll-strength" password={password} own={login} />
    </>
  );
}
