import { expect, test } from 'vitest';
import { subjectPath } from './subjectPath';

test('leads to the page of what a tag is of', () => {
  expect(['unit', 'building', 'organisation'].map((subject) => subjectPath(subject, '1'))).toEqual(['/blocks/units/1', '/blocks/buildings/1', '/blocks/organisations/1']);
});
