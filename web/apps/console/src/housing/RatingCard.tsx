import type { Rating } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { RatingActions } from './RatingActions';
import { RatingDue } from './RatingDue';
import { RatingState } from './RatingState';
import { Stars } from './Stars';
import { StepLine } from './StepLine';
import { waitsFor } from './ratingWaits';

/** A rating: its stars, where it stands, what the reader may do, and every step of it. */
export function RatingCard({ row }: { row: Rating }) {
  const { t, say, word, day } = useTexts();
  const waits = waitsFor(row);
  const plaque = row.plaque_up_at && (row.plaque_down_at ? t('housing.plaqueDown', { day: day(row.plaque_down_at) }) : t('housing.plaqueUp', { day: day(row.plaque_up_at) }));
  const over = row.offers.length === 0 && ['superseded', 'sent_back', 'overturned'].includes(row.state.name);
  const verdict = row.appeal?.decided_at && t(row.appeal.upheld ? 'housing.appealUpheld' : 'housing.appealRejected', { day: day(row.appeal.decided_at) });
  return (
    <article className="ll-rating">
      <header><Stars value={row.stars} /><RatingState value={row.state} /><span className="ll-soft">{say(row.cause.label)}</span>{waits && <span className="ll-waits">{waits.what !== 'appeal' && <span className="ll-soft">{t('housing.waitsFor')}</span>}<RatingDue row={row} /></span>}</header>
      <ul className="ll-rating-categories">
        {row.reckoned.categories.map(({ category, stars }) => <li key={category.name}><span>{say(category.label)}</span><Stars value={stars} /></li>)}
      </ul>
      {plaque && <p className="ll-soft ll-small">{plaque}</p>}
      {row.plaque_must_come_down && <p className="ll-capped">{t('housing.plaqueMustDown')}</p>}
      {verdict && <p className="ll-soft ll-small">{verdict}</p>}
      <RatingActions row={row} />
      <details open={!over}>
        <summary>{t('housing.steps', { n: row.steps.length })}</summary>
        <ol className="ll-case-steps">
          {[...row.steps].reverse().map((step, index) => <StepLine key={`${step.at}/${String(index)}`} title={word('rating_deed', step.deed)} words={step.words} by={step.by} at={step.at} />)}
        </ol>
      </details>
    </article>
  );
}
