import type { CatalogueFiles } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { entryOf, faultsOf, isFree, isMeant, keyOf, newClass, newOffice, newSubclass, withOffice, withSubclass } from './edit';
import { begun, changed, redone, undone } from './history';

const title = { zh: '噪声', en: 'Noise' };
const files: CatalogueFiles = newSubclass(
  newOffice(newClass({ events: { class: [], subclass: [] }, offices: { office: [] }, micro_events: { micro_event: [] } }, 'order'), 'urban'), 'order', 'noise',
);

test('an entry is changed and taken out where it stands, and what has no form is carried along', () => {
  const noise = files.events.subclass[0];
  if (!noise) throw new Error('there is a subclass');
  expect(noise.office).toBe('urban');
  const carried = { ...files, events: { ...files.events, merge_days: 30 } } as CatalogueFiles;
  const named = withSubclass(carried, 'order.noise', { ...noise, title });
  expect(named.events).toMatchObject({ merge_days: 30, subclass: [{ id: 'order.noise', title }] });
  expect(withSubclass(named, 'order.noise', null).events.subclass).toEqual([]);
  expect(withOffice(named, 'urban', null).offices.office).toEqual([]);
});

test('an id is free once, and a subclass is named within its class', () => {
  expect(isFree(files, 'subclass', 'order.noise')).toBe(false);
  expect(isFree(files, 'subclass', 'order.fumes')).toBe(true);
  expect(isFree(files, 'subclass', 'fumes')).toBe(false);
  expect(isFree(files, 'office', 'Urban')).toBe(false);
  expect(isFree(files, 'office', 'works')).toBe(true);
});

test('entries are found in either language and by their words', () => {
  const each = { id: 'order.noise', title, words: { zh: ['施工'], en: ['drill'] } };
  expect(['', '噪', 'NOISE', 'drill', '施工'].map((search) => isMeant(each, search))).toEqual([true, true, true, true, true]);
  expect(isMeant(each, 'leak')).toBe(false);
  expect(entryOf(keyOf({ part: 'subclass', id: 'order.noise' }))).toEqual({ part: 'subclass', id: 'order.noise' });
  expect(entryOf('nothing')).toBeNull();
});

test('faults of what is within an entry are the entry’s', () => {
  const text = { zh: '错', en: 'wrong' };
  const faults = [{ at: 'order.noise', text }, { at: 'order.noise/source', text }, { at: 'order.noise2', text }];
  expect(faultsOf(faults, 'order.noise').map(({ at }) => at)).toEqual(['order.noise', 'order.noise/source']);
});

test('what was done is undone and done again, until something else is done', () => {
  const [one, two] = [newOffice(files, 'works'), newOffice(files, 'civil')];
  const history = changed(changed(begun(files), one), two);
  expect(undone(history).now).toBe(one);
  expect(undone(undone(undone(history))).now).toBe(files);
  expect(redone(undone(history)).now).toBe(two);
  expect(redone(changed(undone(history), two)).now).toBe(two);
  expect(redone(history)).toBe(history);
});
