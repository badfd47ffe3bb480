import type { OwnNotice } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';

/** A notice in the list of a building. */
export function NoticeLine({ row, open }: { row: OwnNotice; open(): void }) {
  const { t, say, day, moment } = useTexts();
  return (
    <article className="lp-card">
      <b>{say(row.kind.label)}{row.hazard ? ` · ${say(row.hazard)}` : ''}</b>
      <small>{[row.number, row.unit ? say(row.unit.label) : t('own.whole'), t('own.issued', { day: day(row.issued_at) })].join(' · ')}</small>
      <span className="lp-state">{say(row.standing.label)}</span>
      {row.due_at && row.objection?.effect.name !== 'suspends' && <span className="lp-soft">{t('own.dueBy', { at: moment(row.due_at) })}</span>}
      {row.objection && <small>{t('own.objection')} · {say(row.objection.state.label)}</small>}
      <Button className="lp-second" onPress={open}>{t('own.open')}</Button>
    </article>
  );
}
