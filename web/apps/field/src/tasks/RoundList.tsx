import { useTexts } from '@linli/kit/texts';
import { useField } from '../sync/useField';
import { OwnHours } from './OwnHours';
import { RoundVisit } from './RoundVisit';
import { TargetList } from './TargetList';

/** My round as it was taken along last: the day it is of, and every visit in its order; what is kept of my hours; own targets of campaigns, and the way to any other place. */
export function RoundList() {
  const { t, day } = useTexts();
  const { round } = useField();
  if (!round) return null;
  return (
    <>
      <h2>{t('field.round', { day: day(round.on) })}<small>{round.visits.length}</small></h2>
      {round.visits.length === 0 && <p className="lf-soft">{t('visit.noRound')}</p>}
      {round.visits.map((visit) => <RoundVisit key={visit.building.id} visit={visit} kind={round.kinds.find(({ id }) => id === visit.kind) ?? null} />)}
      {round.profile && <OwnHours profile={round.profile} />}
      <TargetList />
      <a className="lf-second lf-link" href="#/visit/new">{t('visit.other')}</a>
    </>
  );
}
