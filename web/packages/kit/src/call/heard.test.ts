import { expect, test } from 'vitest';
import type { Call } from '../client';
import { heard, nothing, type Standing } from './heard';

const worker = { id: 'w', name: 'Worker', me: false };
const call: Call = { id: '1', worker, dispatcher: null, rang: false, camera: false, begun_at: '2026-01-05T01:00:00Z', accepted_at: null };
const other = { ...call, id: '2' };

test('a call rings where there is none, and not at whoever rang', () => {
  expect(heard(nothing, 'rings', call)).toEqual({ state: 'ringing', call, own: null });
  expect(heard(nothing, 'rings', { ...call, rang: true })).toBe(nothing);
  const ringing = heard(nothing, 'rings', call);
  expect(heard(ringing, 'rings', other)).toBe(ringing);
});

test('what was taken elsewhere rings no more', () => {
  const ringing = heard(nothing, 'rings', call);
  expect(heard(ringing, 'accepted', call)).toBe(nothing);
  expect(heard(ringing, 'ended', other)).toBe(ringing);
  expect(heard(ringing, 'ended', call)).toBe(nothing);
});

test('what this page took or rang connects once both agree, and goes on where the stream begins again', () => {
  const taken: Standing = { state: 'ringing', call, own: '1' };
  expect(heard(taken, 'accepted', call).state).toBe('connecting');
  expect(heard({ state: 'calling', call, own: '1' }, 'accepted', call).state).toBe('connecting');
  expect(heard({ state: 'talking', call, own: '1' }, 'accepted', call).state).toBe('talking');
  expect(heard({ state: 'talking', call, own: '1' }, 'accepted', other).call).toBe(call);
});
