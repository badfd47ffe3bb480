import { expect, test } from 'vitest';
import { bars } from './waterfall';

test('begins with the prior and ends at the weight of the pair', () => {
  const found = bars(3, [{ comparison: 'name', weight: 7 }, { comparison: 'phone', weight: -2 }]);
  expect(found.bars).toEqual([
    { key: 'prior', from: 0, to: -2 }, { key: 'name', from: -2, to: 5 }, { key: 'phone', from: 5, to: 3 },
  ]);
  expect([found.low, found.high]).toEqual([-2, 5]);
});
