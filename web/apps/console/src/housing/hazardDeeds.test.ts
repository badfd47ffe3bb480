import { expect, test } from 'vitest';
import { deedShown, hazardDeed, pressesOf } from './hazardDeeds';

test('offers verifying as two answers, and only where the server offers it', () => {
  expect(pressesOf(['show', 'refer', 'verify', 'withdraw'])).toEqual(['verify', 'send_back', 'show', 'refer', 'withdraw']);
  expect(pressesOf(['show', 'refer'])).toEqual(['show', 'refer']);
});

test('a deed carries what it needs and nothing else', () => {
  const fields = { office: 'fire', fixer: 'me', capacity: 'electrician', words: 'no' };
  expect(hazardDeed('verify', fields)).toEqual({ deed: 'verify', fixed: true, capacity: 'electrician' });
  expect(hazardDeed('send_back', fields)).toEqual({ deed: 'verify', fixed: false, capacity: 'electrician' });
  expect(hazardDeed('say_fixed', fields)).toEqual({ deed: 'say_fixed', fixer: 'me' });
  expect(hazardDeed('refer', fields)).toEqual({ deed: 'refer', office: 'fire' });
  expect(hazardDeed('order', fields)).toEqual({ deed: 'order' });
});

test('tells a look that found it fixed from one that sent it back', () => {
  const steps = ['find', 'order', 'say_fixed', 'verify', 'say_fixed', 'verify', 'reopen', 'say_fixed', 'verify'].map((deed) => ({ deed }));
  const row = (name: string) => ({ steps, state: { name } });
  expect([3, 5, 8].map((index) => deedShown(row('verified'), index))).toEqual(['send_back', 'verify', 'verify']);
  expect(deedShown(row('ordered'), 8)).toBe('send_back');
  expect(deedShown(row('ordered'), 1)).toBe('order');
  const objected = { steps: ['find', 'pause', 'say_fixed', 'verify', 'resume'].map((deed) => ({ deed })), state: { name: 'verified' } };
  expect(deedShown(objected, 3)).toBe('verify');
});
