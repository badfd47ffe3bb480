import type { HazardKind, InspectionKind, OwnRound, Word } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { made } from '../outbox/entry';
import type { KeptTargets } from '../sync/round';
import { emptyHazard, emptyVisit, entriesAt, evidenceFor, fits, hazardOf, inspectionOf, isHazardReady, isVisitReady, missingPhotos, noDrafts, noEntryOf, openTargets, spotOf, withPhotos, without } from './visit';

const text = { zh: 'z', en: 'e' };
const code = '1234567890123456789';
const round = { on: '2026-01-05', at: 'then', visits: [{ building: { id: 'b', code, label: text }, kind: 'flats' }], kinds: [] } as unknown as OwnRound;
const flats = { id: 'flats', title: text, minutes: 30, look: [{ fact: 'wiring', ask: text, photo: true }, { fact: 'stairs', ask: text, photo: false }] } as InspectionKind;
const words = (...names: string[]): Word[] => names.map((name) => ({ name, label: text }));
const hose = { id: 'gas.hose', title: text, of: 'unit', find: words('on_the_spot', 'test') } as unknown as HazardKind;
const all = words('photo', 'on_the_spot', 'test');

function spot(id: string) {
  const found = spotOf(id, round);
  if (!found) throw new Error('it is a place');
  return found;
}

test('a place is a building of the round by id or code, or what a code at a door says', () => {
  expect(spot('b')).toEqual({ key: code, place: { building: code }, isUnit: false, label: text, kind: 'flats' });
  expect(spot(code).kind).toBe('flats');
  expect(spot(`${code}000101`)).toMatchObject({ place: { unit: `${code}000101` }, isUnit: true, label: { en: 'e 000101' }, kind: null });
  expect(spotOf('9876543210987654321', null)).toMatchObject({ isUnit: false, kind: null });
  expect(spotOf('12', round)).toBeNull();
});

test('a checklist waits for an answer, for what was found, and for the photos that it asks for', () => {
  const here = spot('b');
  const begun = { ...emptyVisit('i', 'then'), found: 'clean' as const };
  expect(isVisitReady(begun, here, flats)).toBe(false);
  const answered = { ...begun, answers: { wiring: 'good', stairs: '' } };
  expect([missingPhotos(answered, flats), isVisitReady(answered, here, flats)]).toEqual([['wiring'], false]);
  const shown = { ...answered, photos: { wiring: 'p', stairs: 'q' } };
  expect([isVisitReady(shown, here, flats), isVisitReady({ ...shown, found: '' }, here, flats)]).toEqual([true, false]);
  expect(inspectionOf({ ...shown, words: ' w ' }, here, flats, 'visit')).toEqual({
    id: 'i', photos: ['p'],
    job: { kind: 'inspect', place: { building: code }, title: text, where: text, facts: [{ fact: 'wiring', answer: 'good' }], shows: ['wiring'], clean: true, bar: null, words: 'w', seen: 'then' },
  });
});

test('of a unit it is said what was found, and no facts', () => {
  const home = spot(`${code}000101`);
  const draft = { ...emptyVisit('i', null), answers: { wiring: 'good' }, found: 'found' as const };
  expect(isVisitReady(draft, home, null)).toBe(true);
  expect(inspectionOf(draft, home, null, 'visit').job).toMatchObject({ place: { unit: home.key }, facts: [], clean: false, title: { en: 'visit' } });
});

test('a place that could not be entered says why, and goes in whatever others did', () => {
  const { job } = noEntryOf('n', spot('b'), 'closed', text, '');
  expect(job).toMatchObject({ bar: 'closed', seen: null, facts: [], clean: false });
});

test('a hazard waits for all its evidence, may have a photo besides, and takes a position along as evidence alone', () => {
  const home = spot(`${code}000101`);
  expect([fits(home, hose), fits(spot('b'), hose)]).toEqual([true, false]);
  expect(evidenceFor(hose, all).map(({ word, must }) => [word.name, must])).toEqual([['on_the_spot', true], ['test', true], ['photo', false]]);
  const draft = { ...emptyHazard('h'), kind: 'gas.hose', said: ['test'] };
  expect(isHazardReady(draft, hose)).toBe(false);
  const there = { ...draft, lon: 113, lat: 22, photos: { photo: 'p' } };
  expect(isHazardReady(there, hose)).toBe(true);
  expect(hazardOf(there, home, hose, all)).toMatchObject({ photos: ['p'], job: { lon: 113, evidence: [{ kind: 'on_the_spot', file: false }, { kind: 'test', file: false }, { kind: 'photo', file: true }] } });
  expect(hazardOf(there, home, { ...hose, find: words('test') }, all).job).not.toHaveProperty('lon');
});

test('photos are kept as long as what they are of is being written', () => {
  const visits = { [code]: { ...emptyVisit('i', null), photos: { wiring: 'p' } } };
  const hazards = { [code]: { ...emptyHazard('h'), photos: { photo: 'q' } } };
  expect(withPhotos({ ...noDrafts(), visits, hazards }).photos).toEqual(['p', 'q']);
  expect(withPhotos({ ...noDrafts(), visits: without(visits, code), hazards }).photos).toEqual(['q']);
  const entry = made(noEntryOf('n', spot('b'), 'closed', text, ''), null, 0);
  expect([entriesAt([entry], code).length, entriesAt([entry], 'other').length]).toEqual([1, 0]);
});

test('a target is open until an inspection of it waits here, or arrived since the list was read', () => {
  const kept = { at: 10, rows: [{ campaign: 'gas', target: { id: 't', building: { id: 'b', code, label: text }, unit: null } }] } as unknown as KeptTargets;
  const visit = { ...emptyVisit('i', null), answers: { stairs: 'good' }, found: 'clean' as const };
  const entry = made(inspectionOf(visit, spot('b'), flats, 'visit'), null, 0);
  const count = (...entries: (typeof entry)[]) => openTargets(kept, entries).length;
  expect([count(), count(entry), openTargets(null, []).length]).toEqual([1, 0, 0]);
  expect([count({ ...entry, state: 'sent', settled_at: 11 }), count({ ...entry, state: 'sent', settled_at: 9 }), count({ ...entry, state: 'let_go', settled_at: 11 })]).toEqual([0, 1, 1]);
  expect(count(made(noEntryOf('n', spot('b'), 'closed', text, ''), null, 0))).toBe(1);
});
