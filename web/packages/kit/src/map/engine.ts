import {
  type GeoJSONSource, type LngLatBoundsLike, Map as MapLibre, type MapGeoJSONFeature, type PointLike, ScaleControl, setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Box, Lang, Point } from '../client/types';
import type { LayerGroup } from './groups';
import { groupOf, labelField, mapStyle, noStars } from './style';

export type { LayerGroup } from './groups';

/** What the map tells the page. */
export interface MapEvents {
  /** What the map shows, whenever it comes to rest. */
  onWindow?(box: Box): void;
  /** A building was pressed, or the ground beside one. */
  onBuilding(id: string | null): void;
}

/** A building with its published stars. */
export interface StarPoint { id: string; stars: number; point: Point }
/** A building with a sign of its own: the colour never stands alone. */
export interface MapMark { id: string; colour: string; ink: string; sign: string; point: Point }

const home: LngLatBoundsLike = [73, 18, 135, 54];

/**
 * The one map of the console. It is made once and its element is moved into
 * whichever page shows it, so that tiles, position and layers stay.
 */
export class MapEngine {
  readonly element: HTMLDivElement;
  protected readonly map: MapLibre;
  private events: MapEvents = { onBuilding: () => undefined };
  private selected: string | null = null;
  private hovered: string | null = null;
  private hidden = new Set<LayerGroup>();
  private area = '';
  private starred: readonly StarPoint[] = [];
  private marked: readonly MapMark[] = [];
  /** Whether it was ever shown a place: only then is there something to travel from. */
  private placed = false;

  constructor(tiles: string, lang: Lang, label: string) {
    setWorkerUrl(workerUrl);
    this.element = document.createElement('div');
    this.element.className = 'll-map';
    this.map = new MapLibre({
      container: this.element,
      style: mapStyle(tiles, lang),
      bounds: home,
      attributionControl: false,
      maxPitch: 65,
      minZoom: 7,
      maxZoom: 19.5,
      localIdeographFontFamily: "'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif",
      fadeDuration: 0,
    });
    const canvas = this.map.getCanvas();
    canvas.setAttribute('aria-label', label);
    this.map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    this.map.on('idle', () => this.mark(true));
    this.map.on('movestart', () => this.mark(false));
    this.map.on('dataloading', () => this.mark(false));
    this.map.on('load', () => { this.restyle(lang); this.paintSelection(); this.stars(this.starred); this.marks(this.marked); });
    this.map.on('moveend', () => this.events.onWindow?.(this.view()));
    this.map.on('click', (event) => {
      const [hit] = this.buildingsAt(event.point);
      this.events.onBuilding(hit ? String(hit.id ?? hit.properties.id) : null);
    });
    this.map.on('mousemove', (event) => this.hover(this.buildingsAt(event.point)[0]));
    this.map.on('mouseout', () => this.hover(undefined));
  }

  listen(events: MapEvents): void { this.events = events; }

  /** What the map shows. */
  view(): Box {
    const bounds = this.map.getBounds();
    return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
  }

  /** Puts the map into a page. */
  enter(slot: HTMLElement): void {
    slot.append(this.element);
    this.map.resize();
  }

  /** Takes it out again, unless another page already has it. */
  leave(slot: HTMLElement): void {
    if (this.element.parentElement === slot) this.element.remove();
  }

  /** Shows a box whole, beside whatever covers the left edge (pixels). */
  fit(box: Box, covered = 0): void {
    const bounds: LngLatBoundsLike = [box.west, box.south, box.east, box.north];
    const camera = this.map.cameraForBounds(bounds, { padding: { top: 28, right: 28, bottom: 28, left: 28 + covered }, maxZoom: 17 });
    if (!camera) return;
    // A tilted view of a wide area would cut its far corners off.
    const near = (camera.zoom ?? 0) >= 14.6;
    const view = { ...camera, bearing: 0, pitch: near ? 40 : 0 };
    if (this.placed) this.map.easeTo({ ...view, duration: 900 });
    else this.map.jumpTo(view);
    this.placed = true;
  }

  fly(point: Point, zoom = 17): void {
    const view = { center: [point.lon, point.lat] as [number, number], zoom: Math.max(zoom, this.placed ? this.map.getZoom() : 0), pitch: 45 };
    if (this.placed) this.map.flyTo({ ...view, duration: 1200 });
    else this.map.jumpTo(view);
    this.placed = true;
  }

  zoom(step: 1 | -1): void { this.map.zoomTo(this.map.getZoom() + step); }

  north(): void { this.map.easeTo({ bearing: 0, pitch: 40 }); }

  select(id: string | null): void {
    if (id === this.selected) return;
    this.state(this.selected, 'selected', false);
    this.selected = id;
    this.paintSelection();
  }

  outline(area: string | null): void {
    this.area = area ?? '';
    if (this.map.getLayer('area-selected')) this.map.setFilter('area-selected', ['==', ['get', 'id'], this.area]);
  }

  show(hidden: ReadonlySet<LayerGroup>): void {
    this.hidden = new Set(hidden);
    if (!this.map.getLayer('land')) return;
    for (const layer of this.map.getStyle().layers) {
      const group = groupOf(layer.id);
      const off = group !== null && (hidden.has(group) || (group === 'extrusion' && hidden.has('building')));
      this.map.setLayoutProperty(layer.id, 'visibility', off ? 'none' : 'visible');
    }
  }

  /** Shows buildings by their published stars, or none. */
  stars(points: readonly StarPoint[]): void {
    this.starred = points;
    const source = this.map.getSource<GeoJSONSource>('stars');
    const features = points.map(({ id, stars, point }) => ({ type: 'Feature' as const, properties: { id, stars }, geometry: { type: 'Point' as const, coordinates: [point.lon, point.lat] } }));
    source?.setData(features.length ? { type: 'FeatureCollection', features } : noStars);
  }

  /** Shows buildings by signs of their own, or none. */
  marks(points: readonly MapMark[]): void {
    this.marked = points;
    const source = this.map.getSource<GeoJSONSource>('marks');
    const features = points.map(({ id, colour, ink, sign, point }) => ({ type: 'Feature' as const, properties: { id, colour, ink, sign }, geometry: { type: 'Point' as const, coordinates: [point.lon, point.lat] } }));
    source?.setData(features.length ? { type: 'FeatureCollection', features } : noStars);
  }

  restyle(lang: Lang): void {
    if (!this.map.getLayer('land')) return;
    for (const layer of this.map.getStyle().layers) {
      if (layer.type === 'symbol') this.map.setLayoutProperty(layer.id, 'text-field', labelField(layer.id, lang));
    }
    this.outline(this.area);
    this.show(this.hidden);
  }

  describe(label: string): void { this.map.getCanvas().setAttribute('aria-label', label); }

  destroy(): void {
    this.map.remove();
    this.element.remove();
  }

  private buildingsAt(point: PointLike): MapGeoJSONFeature[] {
    const layers = ['mark-dot', 'star-dot', 'extrusion-building', 'building-flat'].filter((id) => this.map.getLayer(id));
    return layers.length ? this.map.queryRenderedFeatures(point, { layers }) : [];
  }

  private hover(feature: MapGeoJSONFeature | undefined): void {
    const id = feature ? String(feature.id ?? feature.properties.id) : null;
    this.map.getCanvas().style.cursor = id ? 'pointer' : '';
    if (id === this.hovered) return;
    this.state(this.hovered, 'hover', false);
    this.hovered = id;
    this.state(id, 'hover', true);
  }

  private paintSelection(): void { this.state(this.selected, 'selected', true); }

  private state(id: string | null, name: string, value: boolean): void {
    if (!id || !this.map.getSource('linli')) return;
    this.map.setFeatureState({ source: 'linli', sourceLayer: 'building', id }, { [name]: value });
  }

  private mark(ready: boolean): void { this.element.dataset.ready = String(ready); }
}
