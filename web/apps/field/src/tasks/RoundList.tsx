import { useTexts } from '@linli/kit/texts';
import { useField } from '../sync/useField';
import { RoundVisit } from './RoundVisit';

/** My round as it was taken along last: the day it is of, and every visit in its order. */
export function RoundList() {
  const { t, day } = useTexts();
  const { round } = useField();
  if (!round || round.visits.length === 0) return null;
  return (
    <>
      <h2>{t('field.round', { day: day(round.on) })}<small>{round.visits.length}</small></h2>
      {round.visits.map((visit) => <RoundVisit key={visit.building.id} visit={visit} kind={round.kinds.find(({ id }) => id === visit.kind) ?? null} />)}
    </>
  );
}
