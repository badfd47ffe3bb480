import { useTexts } from '@linli/kit/texts';
import type { Stop } from './stops';

/** Every pin of the map as a list, with those tasks that have no place on it. */
export function StopList({ stops, chosen }: { stops: Stop[]; chosen: string }) {
  const { t, say } = useTexts();
  return (
    <ol className="lf-stops" aria-label={t('field.map.stops')}>
      {stops.map((stop) => (
        <li key={stop.id} aria-current={stop.id === chosen ? 'location' : undefined}>
          <i aria-hidden="true">{stop.n}</i>
          <div>
            <a href={stop.page}><span className="lf-hidden">{t('field.map.number', { n: stop.n })}</span><b>{say(stop.title)}</b></a>
            <span>{say(stop.where)}{stop.done && ` · ${t('visit_state.done')}`}</span>
            {stop.point
              ? <a className="lf-onmap" href={`#/map/${stop.id}`} aria-label={t('field.map.showNamed', { n: stop.n })}>{t('field.map.show')}</a>
              : <small>{t('field.map.noPlace')}</small>}
          </div>
        </li>
      ))}
    </ol>
  );
}
