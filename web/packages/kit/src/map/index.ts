export type { MapEngine, MapEvents, StarPoint } from './engine';
export { type LayerGroup, layerGroups } from './groups';
