import { expect, test } from 'vitest';
import { whileRunning } from './refreshing';

test('looks again while a run goes on, and stops with it', () => {
  expect(whileRunning([{ state: 'done' }, { state: 'running' }], 'success')).toBeGreaterThan(0);
  expect(whileRunning([{ state: 'done' }, { state: 'failed' }], 'success')).toBe(false);
  expect(whileRunning([], 'success')).toBe(false);
  expect(whileRunning(undefined, 'pending')).toBe(false);
});

test('does not ask on and on where the server refuses', () => {
  expect(whileRunning([{ state: 'running' }], 'error')).toBe(false);
});
