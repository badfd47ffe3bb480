import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import type { Attached } from './draft';
import { useFileUrl } from './useFileUrl';

/** The voice note of the draft: heard, or taken out. */
export function Heard({ voice, remove }: { voice: Attached; remove(): void }) {
  const { t } = useTexts();
  const url = useFileUrl(voice);
  return (
    <section className="lp-photo" aria-label={t('voice.title')}>
      <small>{t('voice.here')}</small>
      {url && <audio controls src={url} aria-label={t('voice.title')} />}
      <Button className="lp-plain" onPress={remove}>{t('voice.remove')}</Button>
    </section>
  );
}
