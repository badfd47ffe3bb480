import { expect, test } from 'vitest';
import { estimate } from './estimate';

test('what is guessed first is weak, and the account name is no secret', () => {
  expect(estimate('password1234', [])).toBeLessThan(2);
  expect(estimate('qwertyqwerty', [])).toBeLessThan(2);
  expect(estimate('wang.meili.99', ['wang.meili'])).toBeLessThan(2);
  expect(estimate('three blue kettles', [])).toBeGreaterThan(2);
  expect(estimate('kqx4m-t7hbe-p3wnz-c9dvf', [])).toBe(4);
});
