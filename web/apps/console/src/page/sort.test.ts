import { expect, test } from 'vitest';
import { readSort, writeSort } from './sort';

test('reads an order as the address holds it', () => {
  expect(readSort('label')).toEqual({ key: 'label', down: false });
  expect(readSort('-units')).toEqual({ key: 'units', down: true });
  for (const none of [null, '', '-']) expect(readSort(none)).toBeNull();
});

test('writes what it read', () => {
  for (const sort of ['label', '-units', null]) expect(writeSort(readSort(sort))).toBe(sort);
});
