import type { FeatureCollection } from 'geojson';
import { addProtocol, type GeoJSONSource, Marker } from 'maplibre-gl';
import type { Lang, Point } from '../client/types';
import { tokens } from '../tokens';
import { MapEngine } from './engine';
import { noStars } from './style';

/** A place to go to, with its sign. */
export interface Pin { id: string; sign: string; title: string; point: Point; chosen: boolean; done: boolean }
/** Gives a tile by its path, wherever it is kept. */
export type LoadTile = (path: string, signal: AbortSignal) => Promise<ArrayBuffer>;

const scheme = 'linli';

/** The map of whoever is on foot: its tiles come from whoever makes it, its pins can be pressed. */
export class WalkEngine extends MapEngine {
  private shown: Marker[] = [];
  private here: Marker | null = null;
  private stops: readonly Point[] = [];

  constructor(load: LoadTile, lang: Lang, label: string) {
    super(`${scheme}://tiles/{z}/{x}/{y}.mvt`, lang, label);
    addProtocol(scheme, async ({ url }, { signal }) => ({ data: await load(url.slice(`${scheme}:/`.length), signal) }));
    this.map.on('style.load', () => {
      // A device that took the drawing away for a while gives the style back with everything in it.
      if (this.map.getSource('way')) return;
      this.map.addSource('way', { type: 'geojson', data: noStars });
      this.map.addLayer({
        id: 'way-line', type: 'line', source: 'way', layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': tokens.accent, 'line-width': 3, 'line-dasharray': [1, 2] },
      });
      this.way(this.stops);
    });
  }

  /** Shows places to go to. */
  pins(pins: readonly Pin[], onPin: (id: string) => void): void {
    const held = document.activeElement?.getAttribute('data-pin');
    for (const marker of this.shown) marker.remove();
    this.shown = pins.map(({ id, sign, title, point, chosen, done }) => {
      const element = document.createElement('button');
      element.type = 'button';
      element.dataset.pin = id;
      element.className = ['ll-pin', ...(chosen ? ['ll-pin-chosen'] : []), ...(done ? ['ll-pin-done'] : [])].join(' ');
      element.textContent = sign;
      // What is called by its name is called by what it shows first (WCAG 2.5.3).
      element.setAttribute('aria-label', `${sign} ${title}`);
      element.addEventListener('click', (event) => { event.stopPropagation(); onPin(id); });
      const marker = new Marker({ element, anchor: 'center' }).setLngLat([point.lon, point.lat]).addTo(this.map);
      // Whoever came here by keys stays here.
      if (id === held) element.focus({ preventScroll: true });
      return marker;
    });
  }

  /** Joins places by straight lines, in their order. */
  way(stops: readonly Point[]): void {
    this.stops = stops;
    const line: FeatureCollection = {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: stops.map(({ lon, lat }) => [lon, lat]) } }],
    };
    this.map.getSource<GeoJSONSource>('way')?.setData(stops.length > 1 ? line : noStars);
  }

  /** Shows where whoever holds the device stands, or no longer. */
  stand(at: Point | null): void {
    if (!at) {
      this.here?.remove();
      this.here = null;
      return;
    }
    if (this.here) {
      this.here.setLngLat([at.lon, at.lat]);
      return;
    }
    const element = document.createElement('div');
    element.className = 'll-standing';
    element.setAttribute('aria-hidden', 'true');
    this.here = new Marker({ element, anchor: 'center' }).setLngLat([at.lon, at.lat]).addTo(this.map);
  }
}
