export type { MapEngine, MapEvents, MapMark, StarPoint } from './engine';
export type { LoadTile, Pin, WalkEngine } from './walk';
export { around, beside, isIn } from './box';
export { type LayerGroup, layerGroups } from './groups';
