import { expect, test } from 'vitest';
import { letterCode } from './letterCode';

test('a letter leads here with the code of its dwelling and with nothing else', () => {
  expect(letterCode('#letter=9901060010010000001000001')).toBe('9901060010010000001000001');
  for (const hash of ['', '#report', '#letter=', '#letter=99010600100100000010000', '#letter=99010600100100000010000011', '#letter=9901060010010000001 00001']) {
    expect(letterCode(hash)).toBeNull();
  }
});
