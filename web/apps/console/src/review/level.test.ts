import { expect, test } from 'vitest';
import { levelTexts } from './level';

test('says what a level means, once for each way it may hold', () => {
  expect(levelTexts('full equal')).toEqual(['level.equal']);
  expect(levelTexts('born one digit off or born day and month exchanged')).toEqual(['level.digit', 'level.exchanged']);
  expect(levelTexts('no evidence')).toEqual(['level.none']);
});

test('does not take an agreement in part for one of the whole', () => {
  expect(levelTexts('born two parts equal')).toEqual(['level.parts']);
  expect(levelTexts('spot_building equal')).toEqual(['level.building']);
});

test('knows nothing of a level with a name of its own', () => {
  expect(levelTexts('same tower')).toEqual([]);
});
