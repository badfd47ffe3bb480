export type { MapEngine, MapEvents } from './engine';
export { type LayerGroup, layerGroups } from './groups';
