import type { Box, Point } from '@linli/kit/client';

/** The box that holds all points, with some room where there is one alone; nothing where there is none. */
export function boxOf(points: readonly Point[]): Box | null {
  if (points.length === 0) return null;
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const { lon, lat } of points) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  const room = 0.0008;
  return { west: box.west - room, south: box.south - room, east: box.east + room, north: box.north + room };
}

/** Whether a point lies in a box. */
export function isIn({ west, south, east, north }: Box, { lon, lat }: Point): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
