import type { ReviewRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { Ground } from '../blocks/ground';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { usePair } from './queries';
import { SideBySide } from './SideBySide';
import { Waterfall } from './Waterfall';

/** The pair on screen: why it is here, both records, and the evidence. */
export function PairPanel({ row, ground }: { row: ReviewRow; ground: Ground | null }) {
  const { t, word } = useTexts();
  const pair = usePair(row.id, ground, row.kind === 'organisation' || ground !== null);
  return (
    <>
      <header className="ll-pair-head">
        <h2>{t('review.nth', { n: row.rank })} · {word('candidate', row.reason)}</h2>
        <p className="ll-soft"><span>{t(`review.why.${row.reason as 'bridge'}`)}</span><span>{t(row.joined ? 'review.isJoined' : 'review.isApart')}</span></p>
      </header>
      {pair.isError && <ErrorState error={pair.error} retry={() => void pair.refetch()} />}
      {pair.isPending && <RowsSkeleton rows={10} />}
      {pair.data && <><SideBySide pair={pair.data} /><h2>{t('review.evidence')}</h2><Waterfall pair={pair.data.pair} steps={pair.data.steps} /></>}
    </>
  );
}
