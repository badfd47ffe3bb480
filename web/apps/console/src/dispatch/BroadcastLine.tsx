import type { BroadcastRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { Mark } from '../page/Mark';

interface Props { row: BroadcastRow; busy: boolean; recall(): void }

/** A broadcast: what it said, to whom, how many saw it; taken back while somebody has not. */
export function BroadcastLine({ row, busy, recall }: Props) {
  const { t, say, word, moment } = useTexts();
  return (
    <li>
      <div>
        <b>{word('broadcast_kind', row.kind)}</b> <Mark tone={row.kind === 'notice' ? 'plain' : 'care'}>{say(row.place)}</Mark>
        <p className="ll-said">{say(row.words)}</p>
        <small>
          {t('broadcast.by', { name: row.by.name, at: moment(row.made_at) })}
          {row.recalled_at && ` · ${t('broadcast.recalled', { at: moment(row.recalled_at) })}`}
        </small>
      </div>
      <span>
        {t('broadcast.seen', { seen: row.seen, reached: row.reached })}{' '}
        {!row.recalled_at && row.seen < row.reached && <Button disabled={busy} onClick={recall}>{t('broadcast.recall')}</Button>}
      </span>
    </li>
  );
}
