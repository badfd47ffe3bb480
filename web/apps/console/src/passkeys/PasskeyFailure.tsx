import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { useErrorText } from '../page/useErrorText';

/** Why a passkey was not made or did not sign in: what the device said, or the server. */
export function PasskeyFailure({ error }: { error: unknown }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  if (error instanceof DOMException) return <Alert type="warning" showIcon title={t(error.name === 'InvalidStateError' ? 'passkey.already' : 'passkey.stopped')} />;
  const { title, detail, action } = errorText(error);
  return <Alert type="error" showIcon title={detail ?? title} description={action} />;
}
