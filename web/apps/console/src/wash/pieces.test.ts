import { expect, test } from 'vitest';
import { piecesOf } from './pieces';

const at = (kind: string, start: number, end: number) => ({ kind, start, end, text: '', value: kind, near: false });

test('cuts a line at its components and keeps what stands between', () => {
  const pieces = piecesOf('12 Elm St, Apt 4', [at('road', 3, 9), at('road_number', 0, 2), at('room', 15, 16)]);
  expect(pieces.map(({ text, kind }) => [text, kind])).toEqual([
    ['12', 'road_number'], [' ', null], ['Elm St', 'road'], [', Apt ', null], ['4', 'room'],
  ]);
});

test('counts characters, not code units', () => {
  const [first, second] = piecesOf('\u{20000}\u{20001}x', [at('road', 0, 2)]);
  expect([first?.text, second?.text]).toEqual(['\u{20000}\u{20001}', 'x']);
});

test('shows the first of two components that overlap', () => {
  expect(piecesOf('abcd', [at('road', 0, 3), at('lane', 2, 4)]).map(({ text }) => text)).toEqual(['abc', 'd']);
});

test('what is only near shows as near, whatever it is', () => {
  const near = { ...at('estate', 0, 4), near: true };
  expect(piecesOf('锦绣花园对面', [near, at('nearby', 4, 6)]).map(({ kind }) => kind)).toEqual(['nearby', 'nearby']);
});
