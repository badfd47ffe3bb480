import type { InspectionPlan, InspectionRound } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { letterOf, looksOf, roundMarks } from './roundMarks';

const officer = (id: string) => ({ id, name: id, me: false });
const round = (id: string): InspectionRound => ({ inspector: officer(id), visits: 1, done: 0, way_min: 3, over: null, breaks: [] });
const visit = (building: string, inspector: string | null, place: number | null, placed = true): InspectionPlan['visits'][number] => ({
  building: { id: building, code: building, label: { zh: building, en: building } }, point: placed ? { lon: 113, lat: 22 } : null, kind: 'dwelling',
  inspector: inspector === null ? null : officer(inspector), place, begins: null, way_min: null, minutes: 30, state: 'planned', found: null, barred: null,
  why: { name: 'never', label: { zh: '', en: '' } }, risk: null, left: null,
});

test('each round has a letter of its own, however many there are', () => {
  expect([0, 25, 26, 27, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'BA']);
  const letters = looksOf(Array.from({ length: 60 }, (_, n) => round(String(n)))).map(({ letter }) => letter);
  expect(new Set(letters).size).toBe(60);
});

test('a visit is marked by its round and its place in it, and what has no place is not drawn', () => {
  const looks = looksOf([round('first'), round('second')]);
  const plan = { visits: [visit('a', 'first', 1), visit('b', 'second', 1), visit('c', 'second', 2, false), visit('d', null, null)] };
  expect(roundMarks(plan, looks, null).map(({ id, sign }) => [id, sign])).toEqual([['a', 'A1'], ['b', 'B1'], ['d', '\u00b7']]);
  expect(roundMarks(plan, looks, 'second').map(({ id }) => id)).toEqual(['b']);
  expect(roundMarks(plan, looks, 'none').map(({ id }) => id)).toEqual(['d']);
  const [first, second] = roundMarks(plan, looks, null);
  expect(first?.colour).not.toBe(second?.colour);
});
