import type { Box, Point } from '../client/types';

/** Room beside points that a map shows, degrees: some eighty metres, so that one alone is not looked at from too near. */
export const beside = 0.0008;

/** The box around boxes and points, with so much room on every side; nothing where there is none. */
export function around(things: readonly (Box | Point)[], room = 0): Box | null {
  if (things.length === 0) return null;
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const thing of things) {
    const { west, south, east, north } = 'lon' in thing ? { west: thing.lon, south: thing.lat, east: thing.lon, north: thing.lat } : thing;
    box.west = Math.min(box.west, west);
    box.south = Math.min(box.south, south);
    box.east = Math.max(box.east, east);
    box.north = Math.max(box.north, north);
  }
  return { west: box.west - room, south: box.south - room, east: box.east + room, north: box.north + room };
}

/** Whether a point lies in a box. */
export function isIn({ west, south, east, north }: Box, { lon, lat }: Point): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
