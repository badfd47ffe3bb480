import { expect, test } from 'vitest';
import { isForBroadcast } from './broadcasts';

test('a broadcast goes to a street or less', () => {
  expect([undefined, '', '990106'].map(isForBroadcast)).toEqual([false, false, false]);
  expect(['990106/990106001', '990106/990106001/990106001001'].map(isForBroadcast)).toEqual([true, true]);
});
