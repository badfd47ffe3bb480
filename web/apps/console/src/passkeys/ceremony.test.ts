import { expect, test } from 'vitest';
import { bytesOf, textOf } from './ceremony';

test('bytes travel as base64url without padding', () => {
  expect(textOf(new Uint8Array([0xfb, 0xff, 0x00]).buffer)).toBe('-_8A');
  expect(textOf(new Uint8Array([1, 2]).buffer)).toBe('AQI');
  expect([...bytesOf('-_8A')]).toEqual([0xfb, 0xff, 0x00]);
  expect([...bytesOf('AQI')]).toEqual([1, 2]);
  expect(textOf(null)).toBe('');
});
