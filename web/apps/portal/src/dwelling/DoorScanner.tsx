import { useCodeInSight } from '@linli/kit/scan';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { doorCodeIn } from './doorCodeIn';

/** The camera, until a code at a door is in sight. No picture is kept. */
export function DoorScanner({ found, close }: { found(code: string): void; close(): void }) {
  const { t } = useTexts();
  const { video, failed } = useCodeInSight(doorCodeIn, found);
  return (
    <div className="lp-scan">
      {failed ? <p className="lp-failure" role="alert">{t('portal.noCamera')}</p> : <video ref={video} muted playsInline />}
      <p className="lp-soft">{t('portal.scanLead')}</p>
      <Button className="lp-plain" onPress={close}>{t('portal.cancel')}</Button>
    </div>
  );
}
