import type { ReviewRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { VerdictMark } from './VerdictMark';

interface Props { rows: ReviewRow[]; selected: string | null; select(id: string): void }

/** The pairs that wait, the most worth a look first. */
export function QueueList({ rows, selected, select }: Props) {
  const { t, say, word, bits } = useTexts();
  return (
    <ol className="ll-queue" aria-label={t('review.queue')}>
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" aria-current={row.id === selected} onClick={() => select(row.id)}>
            <span><b>{t('review.nth', { n: row.rank })}</b>{row.judged ? <VerdictMark verdict={row.judged.verdict} /> : <Mark>{t(row.joined ? 'review.joined' : 'review.apart')}</Mark>}</span>
            <span className="ll-soft ll-small">{word('candidate', row.reason)}<span>{bits(row.weight)}</span></span>
            <small className="ll-queue-sources">{[...new Set([say(row.left.title), say(row.right.title)])].join(' · ')}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}
