import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Lang } from '../client/types';
import { tokens } from '../tokens';
import type { LayerGroup } from './groups';

const colour = tokens.map;
const font = [tokens.font.replaceAll("'", '')];

/** A label in both scripts: the reader's language first, the other below where it differs. */
function label(lang: Lang): ExpressionSpecification {
  const [first, second] = lang === 'zh' ? ['name_zh', 'name_en'] : ['name_en', 'name_zh'];
  const main: ExpressionSpecification = ['coalesce', ['get', first], ['get', second], ''];
  const other: ExpressionSpecification = ['coalesce', ['get', second], ''];
  return ['case', ['any', ['==', other, main], ['==', other, '']], main,
    ['format', main, {}, '\n', {}, other, { 'font-scale': 0.82 }]];
}

/** A label on one line in the reader's language, for names set along a road. */
function shortLabel(lang: Lang): ExpressionSpecification {
  return lang === 'zh'
    ? ['coalesce', ['get', 'name_zh'], ['get', 'name_en'], '']
    : ['coalesce', ['get', 'name_en'], ['get', 'name_zh'], ''];
}

const roadWidth = (scale: number, least: number): ExpressionSpecification => [
  'interpolate', ['exponential', 1.6], ['zoom'],
  11, ['match', ['get', 'class'], ['motorway', 'trunk', 'primary', 'arterial'], 1.4 * scale, ['secondary', 'tertiary'], 0.8 * scale, least],
  18, ['match', ['get', 'class'], ['motorway', 'trunk', 'primary', 'arterial'], 26 * scale, ['secondary', 'tertiary'], 17 * scale,
    ['footway', 'path', 'steps', 'cycleway', 'lane', 'alley'], 3 * scale, 9 * scale],
];

const buildingColour: ExpressionSpecification = ['case',
  ['boolean', ['feature-state', 'selected'], false], tokens.accent,
  ['boolean', ['feature-state', 'hover'], false], colour.hover,
  colour.building];

const border = (level: string, width: number, dash: number[], minzoom: number): LayerSpecification => ({
  id: `area-${level}`, type: 'line', source: 'linli', 'source-layer': 'area', minzoom,
  filter: ['==', ['get', 'level'], level],
  layout: { 'line-join': 'round' },
  paint: { 'line-color': colour.border, 'line-width': width, 'line-dasharray': dash, 'line-opacity': 0.75 },
});

const areaLabel = (level: string, minzoom: number, maxzoom: number, size: number, lang: Lang): LayerSpecification => ({
  id: `label-area-${level}`, type: 'symbol', source: 'linli', 'source-layer': 'area_label', minzoom, maxzoom,
  filter: ['==', ['get', 'level'], level],
  layout: { 'text-field': label(lang), 'text-font': font, 'text-size': size, 'text-max-width': 9 },
  paint: { 'text-color': colour.label, 'text-halo-color': colour.land, 'text-halo-width': 1.6 },
});

/** Buildings with published stars: none until the page gives some. */
export const noStars: FeatureCollection = { type: 'FeatureCollection', features: [] };

const starColour: ExpressionSpecification = ['match', ['get', 'stars'], 1, tokens.starScale[0], 2, tokens.starScale[1], 3, tokens.starScale[2], 4, tokens.starScale[3], tokens.starScale[4]];
const starFigure: ExpressionSpecification = ['to-string', ['get', 'stars']];
const markSign: ExpressionSpecification = ['get', 'sign'];

/** Which switch a layer belongs to. */
export const groupOf = (id: string): LayerGroup | null => {
  if (id.startsWith('label')) return 'label';
  const head = id.split('-')[0];
  return (['building', 'extrusion', 'road', 'green', 'water', 'area', 'poi'] as const).find((group) => group === head) ?? null;
};

/** The quiet light base map on the register's own tiles. */
export function mapStyle(tiles: string, lang: Lang): StyleSpecification {
  const source = 'linli';
  return {
    version: 8,
    sources: {
      linli: { type: 'vector', tiles: [tiles], minzoom: 8, maxzoom: 16, promoteId: { building: 'id', area: 'id' } },
      stars: { type: 'geojson', data: noStars },
      marks: { type: 'geojson', data: noStars },
    },
    light: { anchor: 'viewport', color: '#ffffff', intensity: 0.22, position: [1.3, 210, 40] },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': colour.land } },
      { id: 'green-fill', type: 'fill', source, 'source-layer': 'green', paint: { 'fill-color': colour.green } },
      { id: 'water-fill', type: 'fill', source, 'source-layer': 'water', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour.water } },
      { id: 'water-line', type: 'line', source, 'source-layer': 'water', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': colour.water, 'line-width': 3 } },
      { id: 'road-edge', type: 'line', source, 'source-layer': 'road', minzoom: 12, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour.roadEdge, 'line-width': roadWidth(1.2, 0.9) } },
      { id: 'road-fill', type: 'line', source, 'source-layer': 'road', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour.road, 'line-width': roadWidth(1, 0.5) } },
      { id: 'building-flat', type: 'fill', source, 'source-layer': 'building', minzoom: 13, paint: { 'fill-color': buildingColour, 'fill-outline-color': colour.buildingEdge } },
      {
        id: 'extrusion-building', type: 'fill-extrusion', source, 'source-layer': 'building', minzoom: 14,
        paint: {
          'fill-extrusion-color': buildingColour, 'fill-extrusion-opacity': 0.92, 'fill-extrusion-vertical-gradient': true,
          'fill-extrusion-height': ['interpolate', ['linear'], ['zoom'], 14, 0, 14.6, ['coalesce', ['get', 'height'], 6]],
        },
      },
      border('grid', 0.8, [2, 2], 14),
      border('community', 1.2, [4, 2], 12),
      border('street', 2, [6, 2, 1, 2], 9),
      border('district', 2.6, [8, 2, 1, 2], 7),
      { id: 'area-selected', type: 'line', source, 'source-layer': 'area', filter: ['==', ['get', 'id'], ''], paint: { 'line-color': tokens.accent, 'line-width': 2.4 } },
      {
        id: 'label-road', type: 'symbol', source, 'source-layer': 'road', minzoom: 14,
        layout: { 'symbol-placement': 'line', 'text-field': shortLabel(lang), 'text-font': font, 'text-size': 11.5, 'symbol-spacing': 320, 'text-pitch-alignment': 'viewport', 'text-max-angle': 35 },
        paint: { 'text-color': colour.labelSoft, 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
      },
      {
        id: 'label-building', type: 'symbol', source, 'source-layer': 'building', minzoom: 16.4,
        layout: { 'text-field': label(lang), 'text-font': font, 'text-size': 11, 'text-max-width': 8, 'text-padding': 6 },
        paint: { 'text-color': colour.label, 'text-halo-color': '#ffffff', 'text-halo-width': 1.2 },
      },
      {
        id: 'poi-dot', type: 'circle', source, 'source-layer': 'poi', minzoom: 15,
        paint: { 'circle-color': tokens.accent, 'circle-radius': 3.5, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.2 },
      },
      {
        id: 'label-poi', type: 'symbol', source, 'source-layer': 'poi', minzoom: 15,
        layout: { 'text-field': label(lang), 'text-font': font, 'text-size': 11, 'text-anchor': 'top', 'text-offset': [0, 0.5], 'text-max-width': 9 },
        paint: { 'text-color': colour.label, 'text-halo-color': '#ffffff', 'text-halo-width': 1.3 },
      },
      {
        id: 'star-dot', type: 'circle', source: 'stars', layout: { 'circle-sort-key': ['get', 'stars'] },
        paint: { 'circle-color': starColour, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 4, 14, 9], 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.4 },
      },
      {
        id: 'star-figure', type: 'symbol', source: 'stars', minzoom: 13,
        layout: { 'text-field': starFigure, 'text-font': font, 'text-size': 11.5, 'text-allow-overlap': true, 'text-ignore-placement': true },
        paint: { 'text-color': ['case', ['>', ['get', 'stars'], 3], '#ffffff', tokens.ink] },
      },
      {
        id: 'mark-dot', type: 'circle', source: 'marks',
        paint: { 'circle-color': ['get', 'colour'], 'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 4, 14, 9], 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.4 },
      },
      {
        id: 'mark-sign', type: 'symbol', source: 'marks', minzoom: 13,
        layout: { 'text-field': markSign, 'text-font': font, 'text-size': 11.5, 'text-allow-overlap': true, 'text-ignore-placement': true },
        paint: { 'text-color': ['get', 'ink'] },
      },
      areaLabel('grid', 15.2, 17, 11, lang),
      areaLabel('community', 12.5, 16, 12.5, lang),
      areaLabel('street', 9, 13.5, 14, lang),
    ],
  };
}

/** The names of the text fields to set again when the language changes. */
export const labelField = (id: string, lang: Lang): ExpressionSpecification =>
  id === 'star-figure' ? starFigure : id === 'mark-sign' ? markSign : id === 'label-road' ? shortLabel(lang) : label(lang);
