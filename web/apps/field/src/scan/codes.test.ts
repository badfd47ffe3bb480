import { expect, test } from 'vitest';
import { codeIn } from './codes';

const unit = '4403060010071234567000012';

test('a code is found alone, in groups and within an address of the web', () => {
  expect(codeIn(` ${unit} `)).toBe(unit);
  expect(codeIn('440306 001 007 1234567 000012')).toBe(unit);
  expect(codeIn(`https://linli.example/u/${unit}?v=1`)).toBe(unit);
  expect(codeIn(`https://linli.example/portal/#door=ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNP&unit=${unit}`)).toBe(unit);
  expect(codeIn(unit.slice(0, 19))).toBe(unit.slice(0, 19));
});

test('what is no code is none', () => {
  expect(codeIn('')).toBeNull();
  expect(codeIn('13800000000')).toBeNull();
  expect(codeIn(`${unit}1`)).toBeNull();
});
