import type { InspectionKind } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** What is looked at, by kind of building, in the order of the round; what is shown by a photo says so. */
export function PlanKinds({ kinds }: { kinds: InspectionKind[] }) {
  const { t, say } = useTexts();
  return kinds.map((kind) => (
    <section key={kind.id} className="ll-plan-part">
      <h2>{say(kind.title)}</h2>
      <p className="ll-soft">{t('plan.minutes', { n: kind.minutes })}</p>
      <ol>
        {kind.look.map((look) => <li key={look.fact}>{say(look.ask)}{look.photo && <small className="ll-soft"> · {t('plan.photo')}</small>}</li>)}
      </ol>
    </section>
  ));
}
