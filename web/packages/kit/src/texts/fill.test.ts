import { expect, test } from 'vitest';
import { fill } from './fill';

test('puts values in their places, numbers as the locale writes them', () => {
  expect(fill('{name}: {n}', 'en-GB', { name: 'rows', n: 12345 })).toBe('rows: 12,345');
});

test('chooses the form by the number', () => {
  expect(fill('{n} row|{n} rows', 'en-GB', { n: 1 })).toBe('1 row');
  expect(fill('{n} row|{n} rows', 'en-GB', { n: 0 })).toBe('0 rows');
});

test('leaves a place without a value as it stands', () => {
  expect(fill('{what}', 'en-GB')).toBe('{what}');
});
