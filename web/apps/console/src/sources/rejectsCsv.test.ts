import { expect, test } from 'vitest';
import { rejectsCsv } from './rejectsCsv';

test('writes where a row stands and why it was refused', () => {
  const rejects = [
    { file: 'water.csv', row: 12, column: 'opened', reason: 'no day, or one that never was', detail: '' },
    { file: 'water.csv', row: 13, column: null, reason: 'too few cells', detail: '' },
  ];
  expect(rejectsCsv(rejects)).toBe('file,row,column,reason\r\nwater.csv,12,opened,"no day, or one that never was"\r\nwater.csv,13,,too few cells\r\n');
});

test('is a header alone where nothing was refused', () => {
  expect(rejectsCsv([])).toBe('file,row,column,reason\r\n');
});
