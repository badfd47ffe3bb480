import { useTexts } from '@linli/kit/texts';
import { MapLink } from '../map/MapLink';
import { ahead } from '../outbox/ahead';
import type { Kept } from '../store/device';
import { useField } from '../sync/useField';
import { Due } from './Due';

/** A task: what, where, by when, how grave, what of it still waits to be sent, and its place on the map. */
export function TaskCard({ kept: { detail } }: { kept: Kept }) {
  const { t, say, word } = useTexts();
  const { entries } = useField();
  const { state, waiting, stuck } = ahead(detail, entries);
  return (
    <>
      <a className={`lf-card lf-card-${detail.severity}`} href={`#/case/${detail.id}`}>
        <p className="lf-marks">
          {detail.severity !== 'ordinary' && <em className={`lf-mark lf-mark-${detail.severity}`}>{word('case_severity', detail.severity)}</em>}
          <em className="lf-mark">{word('case_state', state)}</em>
          {waiting.length > 0 && <em className={stuck ? 'lf-mark lf-mark-stuck' : 'lf-mark lf-mark-unsent'}>{t(stuck ? 'field.needsYou' : 'field.notSentYet')}</em>}
        </p>
        <b className="lf-what">{say(detail.subclass.title)}</b>
        <span className="lf-where">{say(detail.place.label)}</span>
        <span className="lf-first">{detail.words}</span>
        <Due at={detail.due_at} state={state} />
      </a>
      <MapLink id={`case:${detail.id}`} />
    </>
  );
}
