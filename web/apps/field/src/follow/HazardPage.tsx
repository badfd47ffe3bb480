import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { isUnsent } from '../outbox/entry';
import { EntryCard } from '../outbox/EntryCard';
import { useField } from '../sync/useField';
import { Due } from '../tasks/Due';
import { type Change, useDrafts } from '../visit/useDrafts';
import { entriesAt, without } from '../visit/visit';
import { emptyLook, hazardAhead, type LookDraft, lookOf, unseenOf, waysOf } from './look';
import { LookForm } from './LookForm';

/** A hazard that was taken along: what it is, by when it is to be gone, and what somebody sees of it at the door; all without a network. */
export function HazardPage({ id }: { id: string }) {
  const { t, say } = useTexts();
  const { round, housing, entries } = useField();
  const { drafts, change, finish } = useDrafts();
  const row = (round?.hazards ?? []).find((each) => each.id === id);
  // What was begun of a hazard that is settled by now is thrown away by a press, with its photos.
  const drop = drafts?.looks[id] && <Button className="lf-plain" onPress={() => void change((now) => ({ ...now, looks: without(now.looks, id) }))}>{t('visit.drop')}</Button>;
  if (!row || !housing) return <div className="lf-page"><a className="lf-back" href="#/today">{t('field.back')}</a><p className="lf-note">{t('look.gone')}</p>{drop}</div>;
  if (!drafts) return <div className="lf-page lf-wait" />;
  const ahead = hazardAhead(row, entries);
  const ways = waysOf(ahead);
  const kind = housing.types.find((each) => each.id === row.kind.id) ?? null;
  const draft = drafts.looks[id] ?? emptyLook('');
  const { building, unit } = row.place;
  // What was said of it, and that its place could not be entered.
  const waiting = entriesAt(entries, (unit ?? building).code).filter((entry) => isUnsent(entry) && (entry.job.kind === 'look' ? entry.job.hazard === id : entry.job.kind === 'inspect' && entry.job.bar !== null));
  const changeLook: Change<LookDraft> = (does, photo) => change((now) => {
    const before = now.looks[id] ?? emptyLook(crypto.randomUUID());
    return { ...now, looks: { ...now.looks, [id]: { ...before, ...does(before) } } };
  }, photo);
  const bar = housing.bars.find(({ name }) => name === draft.bar);
  const unseen = bar ? unseenOf(draft, row, bar, say(row.kind.title)) : null;
  const send = async () => {
    const entry = draft.way === 'unseen' ? unseen : lookOf(draft, ahead, kind, housing.evidence);
    if (entry) await finish(entry, (now) => ({ ...now, looks: without(now.looks, id) }));
  };
  return (
    <div className="lf-page">
      <a className="lf-back" href={`#/visit/${(unit ?? building).code}`}>{t('field.back')}</a>
      <h1>{say(row.kind.title)}</h1>
      <p className="lf-marks"><em className="lf-mark">{say(row.severity.label)}</em><em className="lf-mark">{say(row.state.label)}</em></p>
      <p className="lf-where">{say((unit ?? building).label)}</p>
      {row.suspended ? <p className="lf-note">{t('hazard_deed.pause')}</p> : <Due at={row.due_at} state={row.state.name} />}
      {kind && <p className="lf-soft">{say(kind.shows)}</p>}
      {kind && <p><b>{t('housing.fix')}</b> {say(kind.fix)}</p>}
      {row.own_hands && <p className="lf-note">{t('look.ownHands')}</p>}
      {ways.length > 0 && <LookForm draft={draft} ways={ways} kind={kind} catalogue={housing} change={changeLook} send={send} />}
      {drop}
      <section aria-live="polite">{waiting.map((entry) => <EntryCard key={entry.seq} entry={entry} within />)}</section>
    </div>
  );
}
