import { expect, test } from 'vitest';
import { spellsOfUse } from './spellsOfUse';

test('how a unit was lived in ends where the next begins, and suspensions stand between, the last first', () => {
  const spells = spellsOfUse({
    lived_in: [{ from: null, occupancy: 'owner' }, { from: '2022-05-01', occupancy: 'rented' }, { from: '2025-02-01', occupancy: 'vacant' }],
    suspensions: [{ from: '2023-03-09', to: '2023-04-01' }, { from: '2025-06-02', to: null }],
  });
  expect(spells.map(({ state, from, to }) => [state, from, to])).toEqual([
    ['suspended', '2025-06-02', null],
    ['vacant', '2025-02', null],
    ['suspended', '2023-03-09', '2023-04-01'],
    ['rented', '2022-05', '2025-02'],
    ['owner', null, '2022-05'],
  ]);
  expect(new Set(spells.map(({ key }) => key)).size).toBe(5);
});

test('of a unit that no source speaks of there is nothing', () => {
  expect(spellsOfUse({ lived_in: [], suspensions: [] })).toEqual([]);
});
