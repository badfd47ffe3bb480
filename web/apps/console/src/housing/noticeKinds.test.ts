import { expect, test } from 'vitest';
import { kindsOfHazard, kindsOfUnit } from './noticeKinds';

const steps = (...deeds: string[]) => deeds.map((deed) => ({ deed }));

test('a notice of a hazard tells what was done to it', () => {
  expect(kindsOfHazard({ steps: steps('find'), open: true })).toEqual([]);
  expect(kindsOfHazard({ steps: steps('find', 'order', 'refer', 'order'), open: true })).toEqual(['order', 'referral']);
  expect(kindsOfHazard({ steps: steps('find', 'order', 'say_fixed', 'verify'), open: false })).toEqual(['reinspection']);
  expect(kindsOfHazard({ steps: steps('find', 'order', 'say_fixed', 'verify', 'reopen'), open: true })).toEqual(['reinspection']);
  expect(kindsOfHazard({ steps: steps('find', 'order', 'say_fixed', 'verify', 'reopen', 'order'), open: true })).toEqual(['reinspection', 'order']);
});

test('a notice of a unit tells that its letting is suspended, or is again not', () => {
  expect(kindsOfUnit(true, [])).toEqual(['suspension']);
  expect(kindsOfUnit(false, [])).toEqual([]);
  expect(kindsOfUnit(false, ['suspension'])).toEqual(['lifting']);
});
