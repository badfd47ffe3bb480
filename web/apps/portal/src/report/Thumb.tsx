import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import type { Attached } from './draft';
import { useFileUrl } from './useFileUrl';

/** A photo of the draft, with a way to take it out. */
export function Thumb({ photo, n, remove }: { photo: Attached; n: number; remove(): void }) {
  const { t } = useTexts();
  const url = useFileUrl(photo);
  return (
    <li>
      {url && <img src={url} alt={t('draft.photo', { n })} />}
      <Button className="lp-plain" aria-label={t('draft.removePhoto', { n })} onPress={remove}>{t('draft.remove')}</Button>
    </li>
  );
}
