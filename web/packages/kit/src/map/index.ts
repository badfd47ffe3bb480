export type { MapEngine, MapEvents, MapMark, StarPoint } from './engine';
export { type LayerGroup, layerGroups } from './groups';
