import { useTexts } from '@linli/kit/texts';
import { MapLink } from '../map/MapLink';
import { Due } from '../tasks/Due';
import type { MicroAhead } from './ahead';

/** A micro-event: what, where, by when, what of it still waits to be sent, and its place on the map. */
export function MicroCard({ row }: { row: MicroAhead }) {
  const { t, say, word } = useTexts();
  return (
    <>
      <a className="lf-card" href={`#/micro/${row.id}`}>
        <p className="lf-marks">
          <em className="lf-mark">{row.waits ? t('micro.which.waits') : word('micro_state', row.state)}</em>
          {row.waiting.length > 0 && <em className={row.stuck ? 'lf-mark lf-mark-stuck' : 'lf-mark lf-mark-unsent'}>{t(row.stuck ? 'field.needsYou' : 'field.notSentYet')}</em>}
        </p>
        <b className="lf-what">{say(row.title)}</b>
        <span className="lf-where">{say(row.where)}</span>
        <Due at={row.dueAt} state={row.state} />
      </a>
      <MapLink id={`micro:${row.id}`} />
    </>
  );
}
