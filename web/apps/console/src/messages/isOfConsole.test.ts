import { expect, test } from 'vitest';
import { isOfConsole } from './isOfConsole';

test('what leads to the portal is left to the browser', () => {
  expect(isOfConsole('/portal/#declare')).toBe(false);
  expect(isOfConsole('/cases/0192')).toBe(true);
});
