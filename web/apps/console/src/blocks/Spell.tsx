import { useTexts } from '@linli/kit/texts';

/** From when until when. */
export function Spell({ from, to }: { from: string | null; to: string | null }) {
  const { t, day } = useTexts();
  if (!from && !to) return <>{t('sources.notStated')}</>;
  return <>{`${from ? day(from) : '…'} – ${to ? day(to) : t('blocks.ongoing')}`}</>;
}
