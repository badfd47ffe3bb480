export type { MapEngine, MapEvents, MapMark, StarPoint } from './engine';
export type { LoadTile, Pin, WalkEngine } from './walk';
export { type LayerGroup, layerGroups } from './groups';
