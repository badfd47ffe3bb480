import type { Point } from '@linli/kit/client';
import { around } from '@linli/kit/map';

/** Where a point lies in a square picture, 0 to 100 from the west and from the north. */
export interface Spot { x: number; y: number }

/** Places points in a picture of equal measure in both directions; one alone lies in the middle. */
export function spots(points: readonly Point[]): Spot[] {
  const box = around(points);
  if (!box) return [];
  const { west, south, east, north } = box;
  // A degree of longitude is shorter away from the equator.
  const narrow = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const wide = Math.max((east - west) * narrow, north - south);
  const scale = wide > 0 ? 90 / wide : 0;
  return points.map(({ lon, lat }) => ({ x: 50 + (lon - (west + east) / 2) * narrow * scale, y: 50 - (lat - (south + north) / 2) * scale }));
}
