import { expect, test } from 'vitest';
import { spots } from './picture';

test('north is above, east is right, and all lie in the picture', () => {
  const [first, second] = spots([{ lon: 113, lat: 22 }, { lon: 113.01, lat: 22.01 }]);
  expect(first && second && first.x < second.x && first.y > second.y).toBe(true);
  for (const { x, y } of spots([{ lon: 113, lat: 22 }, { lon: 113.2, lat: 22.01 }])) {
    expect(x >= 0 && x <= 100 && y >= 0 && y <= 100).toBe(true);
  }
});

test('one alone lies in the middle', () => {
  expect(spots([{ lon: 113, lat: 22 }])).toEqual([{ x: 50, y: 50 }]);
});
