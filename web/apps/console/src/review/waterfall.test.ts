import { expect, test } from 'vitest';
import { bars } from './waterfall';

const step = (comparison: string, weight: number) => ({ comparison, level: `${comparison} equal`, weight });

test('begins with the prior and ends at the weight of the pair', () => {
  const found = bars(3, [step('name', 7), step('phone', -2)]);
  expect(found.bars.map(({ key, from, to }) => [key, from, to])).toEqual([['prior', 0, -2], ['name', -2, 5], ['phone', 5, 3]]);
  expect([found.low, found.high]).toEqual([-2, 5]);
});

test('tells a prior that is among the steps once', () => {
  const found = bars(3, [step('prior', -4), step('name', 7)]);
  expect(found.bars.map(({ key, from, to }) => [key, from, to])).toEqual([['prior', 0, -4], ['name', -4, 3]]);
});
