import { expect, test } from 'vitest';
import { clockOf, minutesOf } from './minutes';

test('a time of day goes there and back, and nothing else does', () => {
  for (const minutes of [0, 61, 750, 1439]) expect(minutesOf(clockOf(minutes))).toBe(minutes);
  for (const wrong of ['', '24:00', '7:00', '12:60', 'noon']) expect(minutesOf(wrong)).toBeNull();
});
