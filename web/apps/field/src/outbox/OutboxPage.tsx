import { useTexts } from '@linli/kit/texts';
import { useField } from '../sync/useField';
import { isUnsent } from './entry';
import { EntryCard } from './EntryCard';

/** All that was done on this device: what waits, in its order; below it what has arrived in the last week. */
export function OutboxPage() {
  const { t } = useTexts();
  const { entries, othersWait } = useField();
  const waiting = entries.filter(isUnsent);
  const settled = entries.filter((entry) => !isUnsent(entry)).reverse();
  return (
    <div className="lf-page">
      <h1>{t('field.outbox')}<small>{waiting.length}</small></h1>
      {waiting.length === 0 && <p className="lf-soft">{t('field.allSent')}</p>}
      {waiting.map((entry) => <EntryCard key={entry.seq} entry={entry} />)}
      {othersWait > 0 && <p className="lf-note">{t('field.othersWait', { n: othersWait })}</p>}
      {settled.length > 0 && <h2>{t('field.settled')}</h2>}
      {settled.map((entry) => <EntryCard key={entry.seq} entry={entry} />)}
    </div>
  );
}
