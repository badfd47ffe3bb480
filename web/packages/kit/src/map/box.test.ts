import { describe, expect, test } from 'vitest';
import { around, beside, isIn } from './box';

const points = [{ lon: 113.1, lat: 22.3 }, { lon: 113.4, lat: 22.1 }];

describe('a box', () => {
  test('holds every point, and goes no further than the outermost', () => {
    const box = around(points);
    expect(box).toEqual({ west: 113.1, south: 22.1, east: 113.4, north: 22.3 });
    expect(box && points.every((point) => isIn(box, point))).toBe(true);
    expect(box && isIn(box, { lon: 113.5, lat: 22.2 })).toBe(false);
  });

  test('holds every box', () => {
    const grid = { west: 113.92, south: 22.53, east: 113.925, north: 22.535 };
    expect(around([grid, { west: 114, south: 22, east: 114.1, north: 22.1 }])).toEqual({ west: 113.92, south: 22, east: 114.1, north: 22.535 });
  });

  test('leaves room on every side where it is asked for', () => {
    const box = around(points.slice(0, 1), beside);
    expect(box && box.west < 113.1 && box.east > 113.1 && box.south < 22.3 && box.north > 22.3).toBe(true);
  });

  test('is none where there is nothing', () => {
    expect(around([])).toBeNull();
  });
});
