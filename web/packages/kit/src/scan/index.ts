export { detector } from './detector';
export { useCodeInSight } from './useCodeInSight';
