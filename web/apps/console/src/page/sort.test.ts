import { expect, test } from 'vitest';
import { readSort, sorted, writeSort } from './sort';

test('reads an order as the address holds it', () => {
  expect(readSort('label')).toEqual({ key: 'label', down: false });
  expect(readSort('-units')).toEqual({ key: 'units', down: true });
  for (const none of [null, '', '-']) expect(readSort(none)).toBeNull();
});

test('writes what it read', () => {
  for (const sort of ['label', '-units', null]) expect(writeSort(readSort(sort))).toBe(sort);
});

test('sorts rows that are all there by number and by word, and leaves them where nothing sorts them', () => {
  const rows = [{ name: 'b', n: 10 }, { name: 'a', n: 9 }];
  const values = { name: (row: (typeof rows)[number]) => row.name, n: (row: (typeof rows)[number]) => row.n };
  const names = (sort: string | null) => sorted(rows, sort, values, 'en-GB').map((row) => row.name).join('');
  expect([names('name'), names('-name'), names('n'), names('-n')]).toEqual(['ab', 'ba', 'ab', 'ba']);
  expect([names(null), names('other')]).toEqual(['ba', 'ba']);
});
