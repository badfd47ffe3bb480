import type { Box, Point } from '@linli/kit/client';
import type { Pin, WalkEngine } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { go } from '../page/useRoute';
import { useField } from '../sync/useField';
import { drawnMap } from './drawn';

interface Props { pins: Pin[]; way: Point[]; box: Box | null; chosen: Point | null; standing: Point | null }

/** The map with its pins; whoever cannot use it has the list below. */
export function MapView({ pins, way, box, chosen, standing }: Props) {
  const { t, lang } = useTexts();
  const { field } = useField();
  const slot = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<WalkEngine | null>(null);
  const [failed, setFailed] = useState(false);
  const label = t('field.map.aria');
  useEffect(() => {
    let gone = false;
    let made: WalkEngine | null = null;
    drawnMap(field.map.tile, lang, label).then(
      (drawn) => {
        if (gone || !slot.current) { drawn.destroy(); return; }
        made = drawn;
        drawn.enter(slot.current);
        setMap(drawn);
      },
      () => { if (!gone) setFailed(true); },
    );
    return () => { gone = true; made?.destroy(); };
    // The map is made once; language and label follow in the next effect.
  }, [field]);
  useEffect(() => { map?.restyle(lang); map?.describe(label); }, [map, lang, label]);
  // Synchronised without news, they are left as they are.
  const [pinned, joined] = [JSON.stringify(pins), JSON.stringify(way)];
  useEffect(() => map?.pins(pins, (id) => go(`map/${id}`)), [map, pinned]);
  useEffect(() => map?.way(way), [map, joined]);
  useEffect(() => map?.stand(standing), [map, standing]);
  const edges = box ? [box.west, box.south, box.east, box.north].join() : '';
  const [lon, lat] = [chosen?.lon, chosen?.lat];
  useEffect(() => {
    if (map && box && lon === undefined) map.fit(box);
    // Only another box moves the map: letting go of a pin leaves it where it is.
  }, [map, edges]);
  useEffect(() => { if (map && lon !== undefined && lat !== undefined) map.fly({ lon, lat }); }, [map, lon, lat]);
  if (failed) return <p className="lf-failure" role="alert">{t('field.map.failed')}</p>;
  return (
    <div className="lf-map">
      <div ref={slot} className="lf-map-slot" />
      {map && (
        <div className="lf-map-zoom">
          <Button aria-label={t('map.zoomIn')} onPress={() => map.zoom(1)}>+</Button>
          <Button aria-label={t('map.zoomOut')} onPress={() => map.zoom(-1)}>−</Button>
        </div>
      )}
    </div>
  );
}
