import { useTexts } from '@linli/kit/texts';
import { Button, Divider } from 'antd';
import { PasskeyFailure } from './PasskeyFailure';
import { useOffered, useShow } from './queries';

interface Props { instead?: boolean; done?(): void }

/** A way in by a passkey, also in the place of a code; nothing where this browser has none for this page. */
export function PasskeyButton({ instead = false, done }: Props) {
  const { t, lang } = useTexts();
  const { here } = useOffered();
  const show = useShow(done);
  if (!here) return null;
  return (
    <div className="ll-sign-on">
      <Divider plain>{t('signOn.or')}</Divider>
      <Button block size="large" loading={show.isPending} onClick={() => show.mutate(lang)}>{t(instead ? 'passkey.instead' : 'passkey.signIn')}</Button>
      <div aria-live="polite">{Boolean(show.error) && <PasskeyFailure error={show.error} />}</div>
    </div>
  );
}
