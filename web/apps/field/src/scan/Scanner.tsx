import { useCodeInSight } from '@linli/kit/scan';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { codeIn } from './codes';

/** The camera, until a code of a unit or building is in sight. No picture is kept. */
export function Scanner({ found, close }: { found(code: string): void; close(): void }) {
  const { t } = useTexts();
  const { video, failed } = useCodeInSight(codeIn, found);
  return (
    <div className="lf-scan" role="dialog" aria-label={t('field.scan')}>
      {failed ? <p className="lf-failure" role="alert">{t('field.noCamera')}</p> : <video ref={video} muted playsInline />}
      <p>{t('field.scanLead')}</p>
      <Button className="lf-second" onPress={close}>{t('field.cancel')}</Button>
    </div>
  );
}
