import { useTexts } from '@linli/kit/texts';
import { Said } from '../photo/Said';
import { Thumb } from '../photo/Thumb';
import { Conflict } from './Conflict';
import type { Entry } from './entry';
import { whereOf } from './whereOf';
import { wordOf } from './wordOf';

/** An entry of the outbox: what was done, when by this device, and whether it has arrived. */
export function EntryCard({ entry, within }: { entry: Entry; within?: boolean }) {
  const { t, say, word, moment } = useTexts();
  const { job, state } = entry;
  const what = job.kind === 'act' ? word('case_deed', job.deed.deed) : wordOf(job, t);
  const about = job.kind === 'act' && job.deed.deed === 'evidence' ? word('case_evidence', String(job.deed.kind)) : '';
  const where = whereOf(job, say);
  const isHere = state !== 'sent' && state !== 'let_go';
  const voice = job.kind === 'report' && job.voice ? entry.photos.at(-1) : undefined;
  const photos = isHere ? entry.photos.filter((each) => each !== voice) : [];
  const later = state === 'waiting' && entry.tries > 0;
  return (
    <article className={`lf-entry lf-entry-${state}`}>
      <p className="lf-marks"><em className={`lf-mark lf-mark-${state === 'waiting' ? 'unsent' : state}`}>{t(`field.entry.${state}`)}</em><small>{moment(entry.acted_at)}</small></p>
      <b>{what}{about && ` · ${about}`}</b>
      {!within && <span>{say(job.title)} · {where}</span>}
      {!within && entry.number && <span>{entry.number}</span>}
      {job.words && <p>{job.words}</p>}
      {isHere && voice && <Said sha256={voice.sha256} />}
      {photos.length > 0 && <p className="lf-thumbs">{photos.map(({ sha256 }) => <Thumb key={sha256} sha256={sha256} alt={t('field.photoHere')} />)}</p>}
      {later && <small>{t('field.triesAgain', { n: entry.tries })}</small>}
      {entry.reason && <p>{t('field.letGoBecause', { why: entry.reason })}</p>}
      {state === 'stuck' && <Conflict entry={entry} />}
    </article>
  );
}
