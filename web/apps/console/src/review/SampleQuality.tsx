import type { SampledShare } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { Figure } from '../page/Figure';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useQuality } from './queries';

/** What the judged sample says of the run: precision and recall with their intervals, or what is still to be judged. */
export function SampleQuality({ kind }: { kind: 'person' | 'organisation' }) {
  const { t, number, percent } = useTexts();
  const quality = useQuality(kind, true);
  const told = (share: SampledShare | null | undefined) => (share ? t('review.interval', { share: percent(share.share), low: percent(share.low), high: percent(share.high) }) : t('review.notYet'));
  if (quality.isError) return <ErrorState error={quality.error} retry={() => void quality.refetch()} />;
  if (!quality.data) return <RowsSkeleton rows={2} />;
  return (
    <section className="ll-panel" aria-label={t('review.quality')}>
      <dl className="ll-figures">
        <Figure name={t('review.precision')} value={told(quality.data.precision)} />
        <Figure name={t('review.recall')} value={told(quality.data.recall)} />
        <Figure name={t('review.sampled')} value={t('review.progress', { done: number(quality.data.judged), all: number(quality.data.drawn) })} />
      </dl>
      <p className="ll-soft ll-small">{t('review.qualityLead')}</p>
    </section>
  );
}
