import type { CaseRow, Hit } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { groupsOf, searchesOf } from './finds';

const hit = { kind: 'unit', id: 'u' } as Hit;
const row = { id: 'c', number: '261129-A1B2' } as CaseRow;

test('groups what was found, places before cases, and leaves out what was not', () => {
  const values = (places: Hit[], cases: CaseRow[]) => groupsOf(places, cases).map(({ name, finds }) => [name, ...finds.map(({ value }) => value)]);
  expect(values([hit], [row])).toEqual([['places', 'unit:u'], ['cases', 'case:261129-A1B2']]);
  expect(values([], [row])).toEqual([['cases', 'case:261129-A1B2']]);
  expect(values([], [])).toEqual([]);
});

test('looks for nothing that the account may not see', () => {
  expect(searchesOf(['overview', 'map', 'register'])).toEqual({ places: true, cases: false });
  expect(searchesOf(['cases'])).toEqual({ places: false, cases: true });
  expect(searchesOf(['reads', 'rights'])).toEqual({ places: false, cases: false });
});
