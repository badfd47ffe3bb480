import type { Box } from '@linli/kit/client';
import { around } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { clockTime } from '../page/clockTime';
import { useField } from '../sync/useField';
import { MapView } from './MapView';
import { byPlace, signOf, wayOf } from './stops';
import { StopList } from './StopList';
import { TakeAlong } from './TakeAlong';
import { useStanding } from './useStanding';
import { useStops } from './useStops';

/** Today's tasks on the map, in their order, and below it the same as a list. */
export function MapPage({ id }: { id: string }) {
  const { t, say, locale } = useTexts();
  const { field, duty, link, map, syncedAt } = useField();
  const stops = useStops();
  const standing = useStanding();
  const [own, setOwn] = useState<Box | null>(null);
  const places = useMemo(() => byPlace(stops), [stops]);
  const way = useMemo(() => wayOf(stops), [stops]);
  const pins = useMemo(() => places.map(({ point, stops: there }) => ({
    id: there[0]?.id ?? '', point, chosen: there.some((stop) => stop.id === id), done: there.every(({ done }) => done),
    sign: signOf(there.map(({ n }) => n)), title: there.map(({ title }) => say(title)).join('; '),
  })), [places, id, say]);
  const box = around(places.map(({ point }) => point)) ?? map.taken?.box ?? own;
  const isLost = box === null && link === 'online';
  // Nothing to go to and nothing taken along: the server says where one's own areas are.
  useEffect(() => { if (isLost) field.map.box().then(setOwn, () => undefined); }, [field, isLost]);
  const chosen = stops.find((stop) => stop.id === id);
  return (
    <div className="lf-page">
      <h1>{t('map.title')}</h1>
      {link === 'offline' && <p className="lf-note">{map.taken ? t('field.map.asOf', { at: clockTime(map.taken.at, locale) }) : t('field.map.nothingHere')}</p>}
      <MapView pins={pins} way={way} box={box} chosen={chosen?.point ?? null} standing={standing.at} />
      {chosen && <p className="lf-note" role="status">{chosen.n} · {say(chosen.title)}, {say(chosen.where)}</p>}
      {duty.on
        ? <Button className="lf-second" onPress={() => standing.turn(!standing.asked)}>{t(standing.asked ? 'field.map.hideMe' : 'field.map.showMe')}</Button>
        : <p className="lf-soft">{t('field.map.offDuty')}</p>}
      {standing.asked && <p className="lf-soft">{t('field.map.standing')}</p>}
      {standing.lost && <p className="lf-failure" role="alert">{t('field.noPosition')}</p>}
      <h2>{t('field.map.stops')}<small>{stops.length}</small></h2>
      {stops.length === 0 && <p className="lf-soft">{t(syncedAt === null ? 'field.notYetHere' : 'field.noTasks')}</p>}
      {way.length > 1 && <p className="lf-soft">{t('field.map.straight')}</p>}
      <StopList stops={stops} chosen={id} />
      <TakeAlong />
    </div>
  );
}
