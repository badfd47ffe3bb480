import { describe, expect, test } from 'vitest';
import { columnOf, cover, firstZoom, lastZoom, pathOf, rowOf, samples } from './cover';

const grid = { west: 113.92, south: 22.53, east: 113.925, north: 22.535 };

describe('tiles', () => {
  test('are counted from the north-west', () => {
    expect([columnOf(-180, 1), columnOf(0, 1), rowOf(85, 1), rowOf(-1, 1)]).toEqual([0, 1, 0, 1]);
    expect([columnOf(180, 3), rowOf(-90, 3), rowOf(90, 3)]).toEqual([7, 7, 0]);
  });

  test('stand where the web map has them', () => {
    // Berlin's Brandenburg Gate, by the formula of OpenStreetMap's tile names.
    expect([columnOf(13.3777, 10), rowOf(52.5163, 10)]).toEqual([550, 335]);
  });

  test('cover a grid at every zoom, with its corners', () => {
    const paths = new Set(cover([grid]).map(pathOf));
    for (let z = firstZoom; z <= lastZoom; z += 1) {
      for (const lon of [grid.west, grid.east]) {
        for (const lat of [grid.south, grid.north]) expect(paths).toContain(pathOf({ z, x: columnOf(lon, z), y: rowOf(lat, z) }));
      }
    }
    expect(paths.size).toBeLessThan(60);
  });

  test('are named once where areas overlap, far ones first', () => {
    const tiles = cover([grid, grid]);
    expect(tiles).toEqual(cover([grid]));
    expect(tiles.map(({ z }) => z)).toEqual(tiles.map(({ z }) => z).sort((a, b) => a - b));
  });

  test('stay within the bound: whole zooms are left out, the nearest first', () => {
    const wide = { west: 113, south: 22, east: 114, north: 23 };
    const tiles = cover([wide], 300);
    expect(tiles.length).toBeLessThanOrEqual(300);
    const deepest = Math.max(...tiles.map(({ z }) => z));
    expect(deepest).toBeLessThan(lastZoom);
    expect(new Set(tiles.map(pathOf))).toContain(pathOf({ z: deepest, x: columnOf(114, deepest), y: rowOf(22, deepest) }));
    expect(cover([{ west: -180, south: -85, east: 180, north: 85 }], 100)).toEqual([]);
  });

  test('are measured by one of each zoom that stands for all of it', () => {
    const tiles = cover([grid]);
    const looked = samples(tiles);
    expect(looked.length).toBe(lastZoom - firstZoom + 1);
    expect(looked.reduce((sum, { of }) => sum + of, 0)).toBe(tiles.length);
  });
});
