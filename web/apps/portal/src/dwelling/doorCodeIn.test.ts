import { expect, test } from 'vitest';
import { doorCodeIn } from './doorCodeIn';

test('reads a code at a door, large or small, and no other', () => {
  const code = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNP';
  expect(code.length).toBe(45);
  expect(doorCodeIn(` ${code.toLowerCase()}\n`)).toBe(code);
  expect(doorCodeIn(code.slice(1))).toBeNull();
  for (const misread of ['I', 'L', 'O', 'U']) expect(doorCodeIn(misread + code.slice(1))).toBeNull();
  expect(doorCodeIn('https://example.org/pay')).toBeNull();
});
