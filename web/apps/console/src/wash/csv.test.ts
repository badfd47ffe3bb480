import { expect, test } from 'vitest';
import { cell } from './csv';

test('quotes what would break a row', () => {
  expect(cell('a,"b"\n')).toBe('"a,""b""\n"');
  expect(cell(null)).toBe('');
});

test('keeps a spreadsheet from running a cell', () => {
  expect(cell('=1+1')).toBe("'=1+1");
});
