import { expect, test } from 'vitest';
import { doorCodeIn } from './doorCodeIn';

test('reads a code at a door, large or small, and no other', () => {
  const code = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNP';
  expect(code.length).toBe(45);
  expect(doorCodeIn(` ${code.toLowerCase()}\n`)).toBe(code);
  expect(doorCodeIn(code.slice(1))).toBeNull();
  for (const misread of ['I', 'L', 'O', 'U']) expect(doorCodeIn(misread + code.slice(1))).toBeNull();
  expect(doorCodeIn(`https://linli.example/portal/#door=${code}&unit=9901060010010000001000001`)).toBe(code);
  expect(doorCodeIn(`#door=${code}`)).toBe(code);
  for (const other of ['https://example.org/pay', `https://example.org/pay?door=${code}`, `#letter=${code}`, `#door=${code}1`, '#door=']) expect(doorCodeIn(other)).toBeNull();
});
