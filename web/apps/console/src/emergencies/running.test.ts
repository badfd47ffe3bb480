import type { Emergency } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { mayOpen, minutesLeft, running } from './running';

const now = Date.parse('2026-11-28T10:00:00Z');
const one = (id: string, login: string, ends_at: string): Emergency => ({
  id, login, area: '990106', place: { zh: '990106', en: '990106' }, reason: 'a patient is missing', opened_at: '2026-11-28T09:30:00Z', ends_at, reviewed_at: null, proper: null, note: null,
});

test('the time left is said in whole minutes, and none once it is over', () => {
  expect(minutesLeft({ ends_at: '2026-11-28T10:00:30Z' }, now)).toBe(1);
  expect(minutesLeft({ ends_at: '2026-11-28T10:59:59Z' }, now)).toBe(60);
  expect(minutesLeft({ ends_at: '2026-11-28T09:59:59Z' }, now)).toBe(0);
});

test('one rests on one’s own alone, while it lasts', () => {
  const all = [one('a', 'me', '2026-11-28T10:30:00Z'), one('b', 'other', '2026-11-28T10:30:00Z'), one('c', 'me', '2026-11-28T09:00:00Z')];
  expect(running(all, 'me', now).map(({ id }) => id)).toEqual(['a']);
});

test('it is offered to those whose role may open one', () => {
  expect([mayOpen(['grid_worker', 'auditor']), mayOpen(['auditor', 'community_officer'])]).toEqual([false, true]);
});
