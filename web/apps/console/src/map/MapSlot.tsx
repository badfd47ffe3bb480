import type { Box, Point } from '@linli/kit/client';
import { layerGroups, type MapEngine, type MapMark, type StarPoint } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { MapControls } from './MapControls';
import { sharedMap } from './shared';

interface Props {
  className?: string;
  /** Where to look: a point, else a box. */
  at?: Point | null;
  zoom?: number;
  box?: Box | null;
  building?: string | null;
  area?: string | null;
  /** What lies over the map's left edge, in pixels. */
  covered?: number;
  /** Whether a drawer lies over the edge where the map's buttons are. */
  aside?: boolean;
  hidden?: ReadonlySet<(typeof layerGroups)[number]>;
  /** Buildings to show by their stars. */
  stars?: readonly StarPoint[];
  /** Buildings to show by signs of their own. */
  marks?: readonly MapMark[];
  onBuilding?(id: string | null): void;
  /** What the map shows, whenever it comes to rest. */
  onWindow?(box: Box): void;
}

const nothing: ReadonlySet<never> = new Set();
const noStars: readonly never[] = [];

/** The place of the one map in a page. */
export function MapSlot({ className, at, zoom, box, building, area, covered, aside = false, hidden, stars, marks, onBuilding, onWindow }: Props) {
  const { t, lang } = useTexts();
  const slot = useRef<HTMLDivElement>(null);
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const [failed, setFailed] = useState(false);
  const label = t('map.aria');
  useEffect(() => {
    let gone = false;
    const place = slot.current;
    const made = sharedMap(lang, label);
    made.then(
      (map) => { if (!gone && place) { map.enter(place); setEngine(map); } },
      () => { if (!gone) setFailed(true); },
    );
    return () => {
      gone = true;
      if (place) void made.then((map) => map.leave(place), () => undefined);
    };
    // The map is entered once; language and label follow in the next effect.
  }, []);
  useEffect(() => { engine?.restyle(lang); engine?.describe(label); }, [engine, lang, label]);
  useEffect(() => engine?.listen({ onBuilding: (id) => onBuilding?.(id), onWindow: (seen) => onWindow?.(seen) }), [engine, onBuilding, onWindow]);
  // Whoever follows the window hears of it once at first, then whenever the map comes to rest.
  useEffect(() => { if (engine) onWindow?.(engine.view()); }, [engine, onWindow]);
  useEffect(() => engine?.show(hidden ?? nothing), [engine, hidden]);
  useEffect(() => engine?.stars(stars ?? noStars), [engine, stars]);
  useEffect(() => engine?.marks(marks ?? noStars), [engine, marks]);
  useEffect(() => engine?.select(building ?? null), [engine, building]);
  useEffect(() => engine?.outline(area ?? null), [engine, area]);
  const [lon, lat] = [at?.lon, at?.lat];
  const edges = box ? [box.west, box.south, box.east, box.north].join() : '';
  useEffect(() => {
    if (engine && lon !== undefined && lat !== undefined) engine.fly({ lon, lat }, zoom);
  }, [engine, lon, lat, zoom]);
  useEffect(() => {
    if (engine && box && lon === undefined) engine.fit(box, covered);
    // Only another box moves the map: letting go of a point leaves it where it is.
  }, [engine, edges]);
  if (failed) return <div className={`ll-slot ${className ?? ''}`}><EmptyState title={t('map.unsupported')} action={t('map.unsupportedDo')} /></div>;
  return (
    <div className={`ll-slot ${className ?? ''}`}>
      {!engine && <Skeleton.Node active className="ll-map-wait" />}
      <div ref={slot} className="ll-slot-map" />
      {engine && <MapControls map={engine} aside={aside} />}
    </div>
  );
}
