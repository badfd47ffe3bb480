import { expect, test } from 'vitest';
import { cutName, rowsOf } from './people';

const sex = { name: 'sex', values: ['female', 'male', 'unknown'] };
const home = { name: 'registered', values: ['here', 'elsewhere'] };

test('a cut is named in the order of the dimensions', () => {
  expect(cutName('sex', 'age')).toBe('age,sex');
  expect(cutName('education', '')).toBe('education');
});

test('one dimension gives a number a row, and values of which nobody is told are left out', () => {
  expect(rowsOf([sex], [12, 9, 0])).toEqual({ columns: [], rows: [{ value: 'female', numbers: [12] }, { value: 'male', numbers: [9] }] });
});

test('a value of which a number is withheld stays', () => {
  expect(rowsOf([sex], [12, null, 0]).rows).toEqual([{ value: 'female', numbers: [12] }, { value: 'male', numbers: [null] }]);
});

test('two dimensions give rows of the first and columns of the second', () => {
  expect(rowsOf([sex, home], [5, 0, 7, 0, 0, 0])).toEqual({ columns: ['here'], rows: [{ value: 'female', numbers: [5] }, { value: 'male', numbers: [7] }] });
  expect(rowsOf([], [])).toEqual({ columns: [], rows: [] });
});
