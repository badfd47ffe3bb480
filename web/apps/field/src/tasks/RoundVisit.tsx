import type { InspectionKind, InspectionPlanVisit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { hazardsAt } from '../follow/look';
import { MapLink } from '../map/MapLink';
import { isUnsent } from '../outbox/entry';
import { useField } from '../sync/useField';
import { entriesAt } from '../visit/visit';

interface Props { visit: InspectionPlanVisit; kind: InspectionKind | null }

/** A visit of my round: when, where, why, and what of it waits to be sent; opened, what is looked at there, the way to fill it in, and its place on the map. */
export function RoundVisit({ visit, kind }: Props) {
  const { t, say, word } = useTexts();
  const { entries, round } = useField();
  const hazards = hazardsAt(round, visit.building.code).length;
  const waiting = entriesAt(entries, visit.building.code).filter(isUnsent);
  const stuck = waiting.some(({ state }) => state === 'stuck');
  return (
    <details className="lf-card lf-round">
      <summary>
        <span className="lf-marks">
          {visit.begins && <em className="lf-mark">{visit.begins}</em>}
          <em className="lf-mark">{word('visit_state', visit.state)}</em>
          {hazards > 0 && <em className="lf-mark lf-mark-serious">{t('look.openN', { n: hazards })}</em>}
          {waiting.length > 0 && <em className={stuck ? 'lf-mark lf-mark-stuck' : 'lf-mark lf-mark-unsent'}>{t(stuck ? 'field.needsYou' : 'field.notSentYet')}</em>}
        </span>
        <b className="lf-what">{say(visit.building.label)}</b>
        <span className="lf-where">{say(visit.why.label)}</span>
      </summary>
      {kind && <p className="lf-soft">{say(kind.title)} · {t('plan.minutes', { n: kind.minutes })}</p>}
      {kind && <ol>{kind.look.map(({ fact, ask, photo }) => <li key={fact}>{say(ask)}{photo && <small className="lf-soft"> · {t('plan.photo')}</small>}</li>)}</ol>}
      <MapLink id={`visit:${visit.building.id}`} />
      <a className="lf-second lf-link" href={`#/visit/${visit.building.code}`}>{t('visit.open')}</a>
    </details>
  );
}
