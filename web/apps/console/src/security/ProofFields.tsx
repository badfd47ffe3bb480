import { useTexts } from '@linli/kit/texts';
import { Form, Input } from 'antd';

interface Props { needsCode: boolean; autoFocus?: boolean; label?: string }

/** The password once more, and a code where there is a second factor. */
export function ProofFields({ needsCode, autoFocus = false, label }: Props) {
  const { t } = useTexts();
  return (
    <>
      <Form.Item name="password" label={label ?? t('factor.password')} rules={[{ required: true, message: t('session.needPassword') }]}>
        <Input.Password autoComplete="current-password" autoFocus={autoFocus} />
      </Form.Item>
      {needsCode && (
        <Form.Item name="code" label={t('factor.code')} rules={[{ required: true, whitespace: true, message: t('factor.needCode') }]}>
          <Input autoComplete="one-time-code" maxLength={40} />
        </Form.Item>
      )}
    </>
  );
}
