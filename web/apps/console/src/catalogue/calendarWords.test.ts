import { expect, test } from 'vitest';
import { isDay, isSpan, spanOf, weekdays, yearsOf } from './calendarWords';

test('a span of hours is kept as the calendar reads it', () => {
  expect([spanOf('09:00-12:00'), spanOf(' 09\uff1a00 \u2013 12\uff1a00 ')]).toEqual(['09:00-12:00', '09:00-12:00']);
  expect(['09:00-12:00', '00:00-24:00', '9:00-12:00', '09:00', '25:00-26:00', '09:60-10:00'].map(isSpan)).toEqual([true, true, false, false, false, false]);
});

test('a day is one that there is', () => {
  expect(['2026-10-01', '2024-02-29', '2026-02-29', '2026-13-01', '01.10.2026', ''].map(isDay)).toEqual([true, true, false, false, false, false]);
});

test('years are each there once, in order', () => {
  expect(yearsOf(['2027', '2026', '2027', 'next', '26'])).toEqual([2026, 2027]);
});

test('a week begins on Monday', () => {
  expect([weekdays('en-GB')[0], weekdays('en-GB')[6]]).toEqual(['Monday', 'Sunday']);
});
