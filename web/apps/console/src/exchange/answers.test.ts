import { expect, test } from 'vitest';
import { answersOf, rowsOf } from './answers';

test('reads cells with commas, quotes and line breaks', () => {
  expect(rowsOf('a,"b,""c""\nd",\r\n\r\ne,f,g')).toEqual([['a', 'b,"c"\nd', ''], ['e', 'f', 'g']]);
});

test('takes what a department answered and leaves what it did not', () => {
  const list = '\uFEFFitem,record,answer,reason\r\n1,W1,accepted,\r\n2,W2,,\r\n3,W3,refused,"said so, in person"\r\n';
  expect(answersOf(list)).toEqual([
    { item: '1', answer: 'accepted', reason: '' }, { item: '3', answer: 'refused', reason: 'said so, in person' },
  ]);
  expect(answersOf('a,b\r\n1,2')).toBeNull();
});
