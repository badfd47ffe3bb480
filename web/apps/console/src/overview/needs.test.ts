import type { CaseRow, Heap, Inbox, Run, SourceRow } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { caseNeedsOf, needsOf } from './needs';

const name = { zh: '', en: '' };
const rate = (source: string, c: number, none: number) => ({ source, name, role: 'home', rows: 9, a: 1, b: 1, c, none });
const run = (state: string): Run => ({
  id: 'r', number: 1, started_at: '', finished_at: null, state, rows: 0, rejected: 0, failure: null,
  stages: [], totals: [], rates: [rate('water', 3, 4), rate('water', 1, 0), rate('power', 0, 0)],
});
const source = (id: string, rejected: number): SourceRow => ({
  id, name, department: name, legal_basis: null, rows: 9, rejected, matched: 0, read_at: null,
});

test('puts a run that stopped first, then the largest heaps, and leaves out what is empty', () => {
  const needs = needsOf(run('failed'), [source('water', 2), source('tax', 30), source('power', 0)]);
  expect(needs.map((need) => [need.kind, need.id, 'n' in need ? need.n : null])).toEqual([
    ['run', 'r', null], ['rejects', 'tax', 30], ['unmatched', 'water', 8], ['rejects', 'water', 2],
  ]);
});

test('is empty before the first run', () => {
  expect(needsOf(null, [])).toEqual([]);
});

const caseDue = (due_at: string | null): CaseRow => ({
  id: '1', number: '1', version: 1, state: 'accepted', subclass: { id: 'noise', title: name }, class: { id: 'order', title: name }, severity: 'normal', door: 'field',
  place: { area: 'a', kind: null, id: null, label: name, point: null }, office: { id: 'o', title: name }, officer: null, words: '',
  reported_at: '2026-11-01T00:00:00Z', due_at, overdue: false, closed_at: null, supervised: false, reports: 1,
});
const heap = (...due: (string | null)[]): Heap => ({ rows: due.map(caseDue), total: due.length });
const inbox: Inbox = {
  mine: heap(null, '2026-11-05T00:00:00Z', '2026-11-03T00:00:00Z'), untaken: heap(null), overdue: heap('2026-11-02T00:00:00Z'),
  supervised: heap(), recheck: heap('2026-11-01T00:00:00Z'), leads: 3, on_duty: null, supervises: true,
};

test('puts the heap of cases first that is due first, and leaves out what is empty', () => {
  const needs = caseNeedsOf(inbox, 'a1');
  expect(needs.map((need) => [need.id, 'n' in need ? need.n : null])).toEqual([['overdue', 1], ['mine', 3], ['untaken', 1], ['recheck', 1], ['leads', 3]]);
  expect(needs.map((need) => (need.kind === 'cases' ? need.first?.due_at ?? null : null))).toEqual(['2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z', null, null, null]);
  expect(needs.map((need) => ('to' in need ? need.to : null))).toContain('/cases?tab=leads&area=a1');
});

test('says nothing of cases to an account that has none', () => {
  expect(caseNeedsOf(undefined, null)).toEqual([]);
});
