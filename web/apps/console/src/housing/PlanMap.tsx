import type { InspectionPlan } from '@linli/kit/client';
import { around, beside } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { MapSlot } from '../map/MapSlot';
import { useParams } from '../page/useParams';
import { looksOf, roundMarks } from './roundMarks';

/** The rounds of a plan on the map: each visit with the letter and colour of its round and its place in it. The list below says the same. */
export function PlanMap({ plan }: { plan: InspectionPlan }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const [params] = useParams();
  const only = params.get('inspector');
  const looks = useMemo(() => looksOf(plan.rounds), [plan.rounds]);
  const marks = useMemo(() => roundMarks(plan, looks, only), [plan, looks, only]);
  const box = useMemo(() => around(marks.map(({ point }) => point), beside), [marks]);
  return (
    <section className="ll-plan-part">
      <h2>{t('plan.map')}</h2>
      <ul className="ll-campaign-legend">
        {looks.map(({ round, letter, colour, ink }) => <li key={round.inspector.id}><i className="ll-star-sign" style={{ background: colour, color: ink }} aria-hidden="true">{letter}</i>{`${letter} · ${round.inspector.name}`}</li>)}
      </ul>
      <MapSlot className="ll-campaign-map" box={box} marks={marks} onBuilding={(id) => { if (id && marks.some((one) => one.id === id)) go(`/housing/buildings/${id}`); }} />
    </section>
  );
}
