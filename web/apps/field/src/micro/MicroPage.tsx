import { useTexts } from '@linli/kit/texts';
import { MapLink } from '../map/MapLink';
import { EntryCard } from '../outbox/EntryCard';
import { useField } from '../sync/useField';
import { Due } from '../tasks/Due';
import { microsAhead } from './ahead';
import { MicroDeeds } from './MicroDeeds';
import { MicroPhotos } from './MicroPhotos';

/** A micro-event from this device, whether the server has heard of it or not. */
export function MicroPage({ id }: { id: string }) {
  const { t, say, word } = useTexts();
  const { micro, entries } = useField();
  const row = microsAhead(micro, entries).find((each) => each.id === id);
  const isKnown = micro.some((each) => each.id === id);
  return (
    <div className="lf-page">
      <a className="lf-back" href="#/today">{t('field.back')}</a>
      {!row && <p className="lf-soft">{t('micro.gone')}</p>}
      {row && (
        <>
          <p className="lf-marks"><em className="lf-mark">{row.waits ? t('micro.which.waits') : word('micro_state', row.state)}</em></p>
          <h1>{say(row.title)}</h1>
          <p className="lf-where">{say(row.where)}</p>
          <MapLink id={`micro:${row.id}`} />
          <Due at={row.dueAt} state={row.state} />
          {row.waiting.length > 0 && <section><h2>{t('field.waitsHere')}</h2>{row.waiting.map((entry) => <EntryCard key={entry.seq} entry={entry} within />)}</section>}
          {row.stuck && <p className="lf-failure">{t('field.settleFirst')}</p>}
          <MicroDeeds row={row} />
          {isKnown && <MicroPhotos id={id} />}
        </>
      )}
    </div>
  );
}
