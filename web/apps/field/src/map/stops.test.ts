import type { CaseDetail, MicroEvent, OwnRound } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { type Inspect, made } from '../outbox/entry';
import type { Heap, Kept } from '../store/device';
import { byPlace, signOf, stopsOf, type Tasks, wayOf } from './stops';

const text = (words: string) => ({ zh: words, en: words });
const at = (lon: number) => ({ lon, lat: 22.5 });
const kept = (id: string, heap: Heap, due_at: string | null, lon: number | null): Kept => ({
  id, heap, detail: { id, due_at, subclass: { title: text(id) }, place: { label: text(id), point: lon === null ? null : at(lon) } } as unknown as CaseDetail,
});
const micro = (id: string, waits: boolean, due_at: string, lon: number): MicroEvent => ({
  id, version: 1, state: 'found', waits, due_at, offers: ['fix'], kind: { title: text(id) }, place: { label: text(id), point: at(lon) },
}) as unknown as MicroEvent;
const visit = (id: string, state: string, lon: number | null) => ({ point: lon === null ? null : at(lon), building: { id, code: id, label: text(id) }, why: { label: text('due') }, state });
const round = { on: '2026-01-05', kinds: [], visits: [visit('b2', 'done', 2), visit('b1', 'planned', 1), visit('b4', 'planned', null), visit('b3', 'planned', 9)] } as unknown as OwnRound;

const day: Tasks = {
  round, entries: [],
  cases: [kept('late', 'mine', '2026-01-09T00:00:00Z', 3), kept('never', 'mine', null, null), kept('soon', 'mine', '2026-01-06T00:00:00Z', 4), kept('free', 'free', null, 5), kept('offer', 'offered', null, 6), kept('gone', 'other', null, 7)],
  micro: [micro('fix', false, '2026-01-05T00:00:00Z', 8), micro('verify', true, '2026-01-08T00:00:00Z', 3)],
};

test('the round comes first as planned, then what is due first; what nobody took is not a task of the day', () => {
  const stops = stopsOf(day);
  expect(stops.map(({ id }) => id)).toEqual(['visit:b2', 'visit:b1', 'visit:b4', 'visit:b3', 'case:offer', 'case:soon', 'case:late', 'case:never', 'micro:verify', 'micro:fix', 'case:gone']);
  expect(stops.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('the way joins visits of the round alone, without what is done and what has no place', () => {
  expect(wayOf(stopsOf(day)).map(({ lon }) => lon)).toEqual([1, 9]);
});

test('the way leads past a visit whose inspection waits to be sent, and to one that could not be entered', () => {
  const job = (bar: string | null): Inspect => ({ kind: 'inspect', place: { building: 'b1' }, title: text('t'), where: text('w'), facts: [], shows: [], clean: true, bar, words: '', seen: null });
  const way = (bar: string | null) => wayOf(stopsOf({ ...day, entries: [made({ id: 'i', photos: [], job: job(bar) }, null, 0)] })).map(({ lon }) => lon);
  expect([way(null), way('closed')]).toEqual([[9], [1, 9]]);
});

test('tasks at one place share a pin', () => {
  const pins = byPlace(stopsOf(day));
  expect(pins.find(({ point }) => point.lon === 3)?.stops.map(({ id }) => id)).toEqual(['case:late', 'micro:verify']);
  expect(pins.flatMap(({ stops }) => stops).length).toBe(9);
});

test('a visit whose building has no point stays in the list, and leads to its checklist', () => {
  expect(stopsOf(day)[2]).toMatchObject({ id: 'visit:b4', n: 3, point: null, page: '#/visit/b4' });
});

test('a pin of many tasks stays small', () => {
  expect([signOf([2]), signOf([2, 5, 9]), signOf([1, 2, 3, 4])]).toEqual(['2', '2·5·9', '1 +3']);
});
