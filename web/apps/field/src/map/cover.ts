import type { Box } from '@linli/kit/client';

export interface TilePlace { z: number; x: number; y: number }

/** Zooms that are taken along; the map draws the last one larger where one looks nearer. */
export const firstZoom = 10;
export const lastZoom = 16;
/** Tiles taken along at most. */
export const mostTiles = 1500;
/** How far beyond an area's edge the map is taken along, degrees: some two hundred metres. */
const beyond = 0.002;

const within = (value: number, z: number) => Math.min(2 ** z - 1, Math.max(0, Math.floor(value * 2 ** z)));

/** The column of a longitude. */
export const columnOf = (lon: number, z: number): number => within((lon + 180) / 360, z);

/** The row of a latitude, counted from the north. */
export function rowOf(lat: number, z: number): number {
  const angle = (lat * Math.PI) / 180;
  return within((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2, z);
}

export const pathOf = ({ z, x, y }: TilePlace): string => `/tiles/${String(z)}/${String(x)}/${String(y)}.mvt`;

/** The tiles of one zoom that boxes touch, each once; none where they are more than the bound. */
function layer(boxes: readonly Box[], z: number, most: number): TilePlace[] | null {
  const found = new Map<string, TilePlace>();
  for (const box of boxes) {
    const [left, right] = [columnOf(box.west - beyond, z), columnOf(box.east + beyond, z)];
    const [top, bottom] = [rowOf(box.north + beyond, z), rowOf(box.south - beyond, z)];
    for (let x = left; x <= right; x += 1) {
      for (let y = top; y <= bottom; y += 1) {
        const place = { z, x, y };
        found.set(pathOf(place), place);
        if (found.size > most) return null;
      }
    }
  }
  return [...found.values()];
}

/** The tiles that cover boxes, those from far away first. Where all would be more than the bound, the nearest zooms are left out whole. */
export function cover(boxes: readonly Box[], most: number = mostTiles): TilePlace[] {
  const found: TilePlace[] = [];
  for (let z = firstZoom; z <= lastZoom; z += 1) {
    const next = layer(boxes, z, most - found.length);
    if (!next) break;
    found.push(...next);
  }
  return found;
}

/** One tile of each zoom, from the middle, and how many it stands for: what is looked at to say how large all will be. */
export function samples(tiles: readonly TilePlace[]): { place: TilePlace; of: number }[] {
  const zooms = [...new Set(tiles.map(({ z }) => z))];
  return zooms.flatMap((z) => {
    const those = tiles.filter((each) => each.z === z);
    const place = those[Math.floor(those.length / 2)];
    return place ? [{ place, of: those.length }] : [];
  });
}
