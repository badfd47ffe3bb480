import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { HazardList } from '../follow/HazardList';
import { EntryCard } from '../outbox/EntryCard';
import { Choice } from '../page/Choice';
import { useField } from '../sync/useField';
import { Checklist } from './Checklist';
import { HazardForm } from './HazardForm';
import { NoEntryForm } from './NoEntryForm';
import { type Change, useDrafts } from './useDrafts';
import { buildingOf, emptyHazard, emptyVisit, entriesAt, type HazardDraft, hazardOf, inspectionOf, spotOf, type VisitDraft, without } from './visit';

const ways = ['inspect', 'hazard', 'no_entry'] as const;
type Way = (typeof ways)[number];

/** A place that is visited: its checklist, the hazards found there, or why it could not be entered; all without a network. */
export function VisitPage({ id }: { id: string }) {
  const { t, say } = useTexts();
  const { field, round, housing, entries, collection } = useField();
  const { drafts, change, finish } = useDrafts();
  const [way, setWay] = useState<Way>('inspect');
  const spot = spotOf(id, round);
  const back = <a className="lf-back" href="#/today">{t('field.back')}</a>;
  if (!spot) return <div className="lf-page">{back}<p className="lf-failure">{t('field.codeWrong')}</p></div>;
  if (!housing || !round) return <div className="lf-page">{back}<h1>{say(spot.label)}</h1><p className="lf-soft">{t('field.notYetHere')}</p></div>;
  if (!drafts) return <div className="lf-page lf-wait" />;
  const { key } = spot;
  // An id is made with the first answer.
  const visit = drafts.visits[key] ?? emptyVisit('', null);
  const hazard = drafts.hazards[key] ?? emptyHazard('');
  const changeVisit: Change<VisitDraft> = (does, photo) => change((now) => {
    const before = now.visits[key] ?? emptyVisit(crypto.randomUUID(), round.at);
    return { ...now, visits: { ...now.visits, [key]: { ...before, ...does(before) } } };
  }, photo);
  const changeHazard: Change<HazardDraft> = (does, photo) => change((now) => {
    const before = now.hazards[key] ?? emptyHazard(crypto.randomUUID());
    return { ...now, hazards: { ...now.hazards, [key]: { ...before, ...does(before) } } };
  }, photo);
  const here = entriesAt(entries, key).reverse();
  return (
    <div className="lf-page">
      {back}
      <h1>{say(spot.label)}</h1>
      {spot.isUnit && <p className="lf-soft">{t('visit.unitLead')} <a href={`#/visit/${buildingOf(key)}`}>{t('visit.toBuilding')}</a></p>}
      <HazardList place={key} />
      <Choice label={t('visit.what')} value={way} options={ways.map((each) => ({ id: each, title: t(`visit.way.${each}`) }))} onChange={(each) => setWay(ways.find((one) => one === each) ?? 'inspect')} />
      {way === 'inspect' && (
        <Checklist
          spot={spot} draft={visit} kinds={round.kinds} catalogue={housing} change={changeVisit}
          send={(kind) => finish(inspectionOf(visit, spot, kind, t('visit.unit')), (now) => ({ ...now, visits: without(now.visits, key) }))}
        />
      )}
      {way === 'hazard' && (
        <HazardForm
          spot={spot} draft={hazard} catalogue={housing} change={changeHazard}
          send={(kind) => finish(hazardOf(hazard, spot, kind, housing.evidence), (now) => ({ ...now, hazards: without(now.hazards, key) }))}
        />
      )}
      {way === 'no_entry' && <NoEntryForm spot={spot} bars={housing.bars} send={(entry) => field.act([entry])} />}
      {(drafts.visits[key] || drafts.hazards[key]) && <Button className="lf-plain" onPress={() => void change((now) => ({ ...now, visits: without(now.visits, key), hazards: without(now.hazards, key) }))}>{t('visit.drop')}</Button>}
      {collection.length > 0 && <a className="lf-second lf-link" href={`#/collect/${key}`}>{t('collect.new')}</a>}
      {here.length > 0 && <section><h2>{t('visit.here')}</h2>{here.map((entry) => <EntryCard key={entry.seq} entry={entry} />)}</section>}
    </div>
  );
}
