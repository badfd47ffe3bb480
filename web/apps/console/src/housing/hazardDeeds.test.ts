import { expect, test } from 'vitest';
import { hazardDeed, pressesOf } from './hazardDeeds';

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
