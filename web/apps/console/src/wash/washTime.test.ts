import { describe, expect, test } from 'vitest';
import { guessRows, secondsLeft, shareDone } from './washTime';

const bytes = (text: string) => new TextEncoder().encode(text);
const wide = (text: string) => new Uint8Array([0xff, 0xfe, ...[...text].flatMap((each) => [each.charCodeAt(0) & 0xff, each.charCodeAt(0) >> 8])]);

describe('the rows of a file', () => {
  test('are counted where the whole of it was looked at', () => {
    const ended = bytes('no,address\n1,a\n2,b\n');
    expect(guessRows(ended, ended.length)).toBe(2);
    const open = bytes('no,address\n1,a\n2,b');
    expect(guessRows(open, open.length)).toBe(2);
  });

  test('are carried over from its beginning to its size', () => {
    expect(guessRows(bytes('123456789\n'.repeat(100)), 1_000_000)).toBe(99_999);
  });

  test('are told from other characters with the byte of a line end in UTF-16', () => {
    const table = wide('地址\n上海路\n上海街\n');
    expect(guessRows(table, table.length)).toBe(2);
    const open = wide('地址\n上海路');
    expect(guessRows(open, open.length)).toBe(1);
  });

  test('are not guessed for a workbook, nor from nothing', () => {
    expect(guessRows(bytes('PK\u0003\u0004\n\n'), 9000)).toBeNull();
    expect(guessRows(bytes(''), 0)).toBeNull();
    expect(guessRows(bytes('no line ends here'), 9000)).toBeNull();
  });
});

describe('the time that is left', () => {
  test('follows the pace so far', () => {
    expect(secondsLeft(250, 1000, 5000)).toBe(15);
    expect(secondsLeft(1000, 1000, 5000)).toBe(0);
  });

  test('is never negative where the guess was too small', () => {
    expect(secondsLeft(1200, 1000, 5000)).toBe(0);
    expect(shareDone(1200, 1000)).toBe(1);
  });

  test('is not said before there is a pace, or where nobody knows how much there is', () => {
    expect(secondsLeft(5, 1000, 5000)).toBeNull();
    expect(secondsLeft(500, 1000, 200)).toBeNull();
    expect(secondsLeft(500, null, 5000)).toBeNull();
    expect(shareDone(500, null)).toBeNull();
  });
});
