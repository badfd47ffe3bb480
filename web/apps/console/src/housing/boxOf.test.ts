import { describe, expect, test } from 'vitest';
import { boxOf, isIn } from './boxOf';

describe('a box of points', () => {
  test('holds every one of them', () => {
    const points = [{ lon: 113.1, lat: 22.3 }, { lon: 113.4, lat: 22.1 }];
    const box = boxOf(points);
    expect(box && points.every((point) => isIn(box, point))).toBe(true);
    expect(box && isIn(box, { lon: 113.5, lat: 22.2 })).toBe(false);
  });

  test('is none where there is no point', () => {
    expect(boxOf([])).toBeNull();
  });
});
