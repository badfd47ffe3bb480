import { useTexts } from '@linli/kit/texts';
import { useFileUrl } from './useFileUrl';

/** A voice note that is still on this device. */
export function Said({ sha256 }: { sha256: string }) {
  const { t } = useTexts();
  const url = useFileUrl(sha256);
  return url ? <audio className="lf-audio" controls src={url} aria-label={t('voice.title')} /> : null;
}
