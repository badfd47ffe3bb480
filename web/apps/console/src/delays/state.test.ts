import { expect, test } from 'vitest';
import { dayRange, mayAsk, stateOf } from './state';

const now = Date.parse('2026-11-28T10:00:00Z');
const [before, after] = ['2026-11-28T09:59:59Z', '2026-11-28T10:00:01Z'];

test('a delay holds from an agreement to its day, and is told by the day alone', () => {
  expect(stateOf({ agreed: null, until: after }, now)).toBe('waits');
  expect(stateOf({ agreed: true, until: after }, now)).toBe('holds');
  expect(stateOf({ agreed: true, until: before }, now)).toBe('told');
  expect(stateOf({ agreed: null, until: before }, now)).toBe('lapsed');
  expect([stateOf({ agreed: false, until: after }, now), stateOf({ agreed: false, until: before }, now)]).toEqual(['refused', 'refused']);
});

test('the last day that may be named is over within ninety days', () => {
  const noon = new Date(2026, 10, 28, 12).getTime();
  const { min, max } = dayRange(noon);
  expect(min).toBe('2026-11-28');
  const told = new Date(`${max}T00:00:00`).getTime() + 86_400_000;
  expect(told).toBeLessThanOrEqual(noon + 90 * 86_400_000);
});

test('it is offered to those whose role may ask', () => {
  expect([mayAsk(['auditor', 'grid_worker']), mayAsk(['community_police'])]).toEqual([false, true]);
});
