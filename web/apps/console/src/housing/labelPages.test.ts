import { expect, test } from 'vitest';
import { groupsOf, pagesOf, perPage } from './labelPages';

test('a page holds ten labels, and the last what is left', () => {
  const rows = Array.from({ length: 23 }, (_, n) => n);
  expect(pagesOf(rows).map((page) => page.length)).toEqual([perPage, perPage, 3]);
  expect(pagesOf(rows).flat()).toEqual(rows);
  expect(pagesOf([])).toEqual([]);
});

test('a code is copied group by group', () => {
  expect(groupsOf('ABCDE12345FG')).toEqual(['ABCDE', '12345', 'FG']);
  expect(groupsOf('')).toEqual([]);
});
