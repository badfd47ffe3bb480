import type { InspectionKind, InspectionPlanVisit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { MapLink } from '../map/MapLink';

interface Props { visit: InspectionPlanVisit; kind: InspectionKind | null }

/** A visit of my round: when, where, why; opened, what is looked at there, what is shown by a photo, and its place on the map. */
export function RoundVisit({ visit, kind }: Props) {
  const { t, say, word } = useTexts();
  return (
    <details className="lf-card lf-round">
      <summary>
        <span className="lf-marks">
          {visit.begins && <em className="lf-mark">{visit.begins}</em>}
          <em className="lf-mark">{word('visit_state', visit.state)}</em>
        </span>
        <b className="lf-what">{say(visit.building.label)}</b>
        <span className="lf-where">{say(visit.why.label)}</span>
      </summary>
      {kind && <p className="lf-soft">{say(kind.title)} · {t('plan.minutes', { n: kind.minutes })}</p>}
      {kind && <ol>{kind.look.map(({ fact, ask, photo }) => <li key={fact}>{say(ask)}{photo && <small className="lf-soft"> · {t('plan.photo')}</small>}</li>)}</ol>}
      <MapLink id={`visit:${visit.building.id}`} />
    </details>
  );
}
