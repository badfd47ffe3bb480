import type { Lift } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';

/** What would lift the building one star, as the rules reckon it; no step can be left out. */
export function LiftPanel({ lift }: { lift: Lift }) {
  const { t, say, day } = useTexts();
  const later = lift.lift === 'steps' && Date.parse(lift.not_before) > Date.now();
  return (
    <section className="ll-panel">
      <h2>{lift.lift === 'steps' ? t('housing.lift', { n: lift.to }) : t(lift.lift === 'highest' ? 'housing.liftHighest' : 'housing.liftInspect')}</h2>
      {lift.lift === 'highest' && <p className="ll-soft">{t('housing.liftHighestLead')}</p>}
      {lift.lift === 'inspect' && <ol className="ll-lift">{lift.facts.map(({ fact, text }) => <li key={fact}>{say(text)}</li>)}</ol>}
      {lift.lift === 'steps' && (
        <>
          <p className="ll-soft ll-small">{t('housing.liftLead')}</p>
          {later && <p className="ll-capped">{t('housing.liftNotBefore', { day: day(lift.not_before) })}</p>}
          <ol className="ll-lift">
            {lift.steps.map(({ text, hazard, fact }) => (
              <li key={hazard ?? fact ?? text.en}>{hazard ? <Link to={`/housing/hazards/${hazard}`}>{say(text)}</Link> : say(text)}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
