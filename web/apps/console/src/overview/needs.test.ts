import type { Run, SourceRow } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { needsOf } from './needs';

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
