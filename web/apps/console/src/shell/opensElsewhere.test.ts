import { expect, test } from 'vitest';
import { opensElsewhere } from './opensElsewhere';

const plain = { type: 'click', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test('a plain press stays in the tab', () => {
  expect(opensElsewhere(plain)).toBe(false);
});

test.each(['ctrlKey', 'metaKey', 'shiftKey', 'altKey'])('a press with %s is left to the browser', (key) => {
  expect(opensElsewhere({ ...plain, [key]: true })).toBe(true);
});

test('a key chooses in the tab: the browser follows no link by it', () => {
  expect(opensElsewhere({ ...plain, type: 'keydown', shiftKey: true })).toBe(false);
});
