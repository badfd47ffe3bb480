import { expect, test } from 'vitest';
import { type Bar, lengthOf, topOf } from './bars';
import { coverWayOf, wayOf } from './ways';

const bar = (value: number | null, whole?: number): Bar => ({ key: 'x', title: 'x', value, whole, shown: '' });

test('draws bars against the longest of all, counted or whole', () => {
  expect(topOf([bar(3, 8), bar(5, 5), bar(null)])).toBe(8);
  expect([lengthOf(2, 8), lengthOf(8, 8), lengthOf(9, 8)]).toEqual([25, 100, 100]);
});

test('draws nothing where there is nothing', () => {
  expect(topOf([])).toBe(0);
  expect([lengthOf(null, 8), lengthOf(undefined, 8), lengthOf(0, 0), lengthOf(-1, 8)]).toEqual([0, 0, 0, 0]);
});

test('reads from the address what figures and coverage are by', () => {
  expect([wayOf(new URLSearchParams('by=office')), wayOf(new URLSearchParams('by=officer'))]).toEqual(['office', 'area']);
  expect([coverWayOf(new URLSearchParams('cover=building')), coverWayOf(new URLSearchParams())]).toEqual(['building', 'grid']);
});
