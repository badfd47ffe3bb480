import type { HazardKind, OwnRound, RoundHazard, Word } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { made } from '../outbox/entry';
import { isAlong } from '../sync/round';
import { capacityOf, emptyLook, hazardAhead, hazardsAt, isLookReady, lookOf, neededFor, unseenOf, waysOf } from './look';

const text = { zh: 'z', en: 'e' };
const building = { id: 'b', code: '1234567890123456789', label: text };
const unit = { id: 'u', code: `${building.code}000101`, label: text };
const words = (...names: string[]): Word[] => names.map((name) => ({ name, label: text }));
const all = words('photo', 'on_the_spot', 'test', 'document');
const row = (id: string, offers: string[], inUnit = true) => ({
  id, version: 3, kind: { id: 'gas.hose', title: text, group: 'gas' }, place: { building, unit: inUnit ? unit : null }, offers, own_hands: false,
}) as unknown as RoundHazard;
const kind = (...clearers: string[]) => ({ id: 'gas.hose', clear: words('on_the_spot', 'test'), clearers: words(...clearers) }) as unknown as HazardKind;
const round = (...hazards: RoundHazard[]) => ({ visits: [{ building }], hazards }) as unknown as OwnRound;

test('hazards are those of a building with its units, or of a unit alone; a round that was kept before has none', () => {
  const there = round(row('a', []), row('b', [], false));
  expect([hazardsAt(there, building.code).length, hazardsAt(there, unit.code).map(({ id }) => id)]).toEqual([2, ['a']]);
  expect(hazardsAt({ ...there, hazards: undefined } as unknown as OwnRound, building.code)).toEqual([]);
  expect([isAlong(there, building.code), isAlong(there, 'x'), isAlong({ ...there, also: ['x'] }, 'x'), isAlong(null, 'x')]).toEqual([true, false, true, false]);
});

test('what was said to be fixed is verified or sent back by whoever may, and anything else is shown', () => {
  const ways = (...offers: string[]) => waysOf(hazardAhead(row('a', offers), []));
  expect(ways('show', 'verify', 'withdraw')).toEqual(['fixed', 'not_fixed', 'unseen']);
  expect(ways('order', 'show', 'say_fixed')).toEqual(['said', 'there', 'unseen']);
  // Whoever said that it is fixed is offered no verifying.
  expect(ways('show')).toEqual(['there', 'unseen']);
});

test('a look waits for a photo in any case, for what its type asks where it is fixed, and for why it is not', () => {
  const begun = emptyLook('l');
  const names = (draft: typeof begun, of = kind('inspector')) => neededFor(draft, of, all).map(({ name }) => name);
  expect([names(begun), isLookReady(begun, kind('inspector'), all)]).toEqual([[], false]);
  const fixed = { ...begun, way: 'fixed' as const, said: ['test'], lon: 113, lat: 22 };
  expect([names(fixed), isLookReady(fixed, kind('inspector'), all)]).toEqual([['on_the_spot', 'test', 'photo'], false]);
  expect(isLookReady({ ...fixed, photos: { photo: 'p' } }, kind('inspector'), all)).toBe(true);
  const not = { ...begun, way: 'not_fixed' as const, photos: { photo: 'p' } };
  expect([isLookReady(not, kind('inspector'), all), isLookReady({ ...not, words: 'leaks' }, kind('inspector'), all)]).toEqual([false, true]);
  expect([capacityOf(not, kind('gas_company', 'office')), capacityOf(not, kind('gas_company'))]).toEqual(['office', 'gas_company']);
  expect(names(not, kind('gas_company'))).toEqual(['photo', 'document']);
  const unseen = { ...begun, way: 'unseen' as const };
  expect([isLookReady(unseen, null, all), isLookReady({ ...unseen, bar: 'closed' }, null, all)]).toEqual([false, true]);
});

test('a look goes by what this device already did, and nothing more is offered until that has arrived', () => {
  const there = { ...emptyLook('l'), way: 'there' as const, photos: { photo: 'p' } };
  const first = lookOf(there, hazardAhead(row('a', ['say_fixed', 'show']), []), kind('inspector'), all);
  expect(first).toEqual({ id: 'l', photos: ['p'], job: { kind: 'look', hazard: 'a', place: { unit: unit.code }, title: text, where: text, base: 3, deed: { deed: 'show' }, evidence: [{ kind: 'photo', file: true }], words: '' } });
  const shown = made(first, null, 0);
  const next = hazardAhead(row('a', ['say_fixed', 'show']), [shown]);
  expect([next.version, waysOf(next)]).toEqual([4, ['said', 'there', 'unseen']]);
  const said = made(lookOf({ ...there, id: 'm', way: 'said' }, next, kind('inspector'), all), shown, 0);
  expect(said.job).toMatchObject({ base: 4, deed: { deed: 'say_fixed', fixer: 'outside' } });
  expect(waysOf(hazardAhead(row('a', ['say_fixed', 'show']), [shown, said]))).toEqual([]);
  expect(waysOf(hazardAhead(row('a', ['show']), [{ ...shown, state: 'stuck' }]))).toEqual([]);
  // What arrived counts until the hazard is taken along anew.
  const arrived = [{ ...shown, state: 'sent' as const }, { ...said, state: 'sent' as const }];
  expect([hazardAhead(row('a', ['show']), arrived).version, waysOf(hazardAhead(row('a', ['show']), arrived))]).toEqual([5, []]);
  expect(hazardAhead({ ...row('a', ['show']), version: 5 }, arrived)).toMatchObject({ version: 5, moved: false, waiting: [] });
});

test('what could not be seen says why its place could not be entered, and which hazard was to be seen', () => {
  const draft = { ...emptyLook('l'), way: 'unseen' as const, bar: 'closed', words: ' at noon ' };
  const { job } = unseenOf(draft, row('a', []), { name: 'closed', label: text }, 'Gas hose');
  expect(job).toMatchObject({ kind: 'inspect', place: { unit: unit.code }, bar: 'closed', words: 'Gas hose: at noon', clean: false, facts: [] });
});
