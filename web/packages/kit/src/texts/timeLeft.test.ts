import { expect, test } from 'vitest';
import { timeLeft } from './timeLeft';

const now = Date.parse('2026-01-05T01:00:00Z');

test('says a time in its largest whole unit', () => {
  expect(timeLeft('2026-01-05T01:30:00Z', now)).toEqual({ late: false, unit: 'minutes', n: 30 });
  expect(timeLeft('2026-01-05T05:59:00Z', now)).toEqual({ late: false, unit: 'hours', n: 4 });
  expect(timeLeft('2026-01-12T01:00:00Z', now)).toEqual({ late: false, unit: 'days', n: 7 });
});

test('says when it is over', () => {
  expect(timeLeft('2026-01-02T00:00:00Z', now)).toEqual({ late: true, unit: 'days', n: 3 });
});
