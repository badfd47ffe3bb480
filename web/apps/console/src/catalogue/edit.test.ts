import type { CatalogueFiles } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { entryOf, entryWith, faultsOf, isFree, isMeant, keyOf, newClass, newCollection, newOffice, newSubclass, withCollection, without, withOffice, withSubclass } from './edit';
import { begun, changed, redone, undone } from './history';

const title = { zh: '噪声', en: 'Noise' };
const none: CatalogueFiles = {
  events: { levels: [{ percent: 80, to: 'office' }], merge_days: 30, pause_cap_days: 10, pauses: 3, confirm_days: 7, recheck_percent: 10, class: [], subclass: [] },
  offices: { office: [] }, micro_events: { micro_event: [] }, collection: { class: [] },
  calendar: { id: 'cn', version: 1, title, source: '', offset_minutes: 480, week: [['09:00-12:00'], [], [], [], [], [], []], make_up: [], years: [2026], holiday: [] },
};
const files = newSubclass(newOffice(newClass(none, 'order'), 'urban'), 'order', 'noise');

test('an entry is changed and taken out where it stands, and the rest is carried along', () => {
  const noise = files.events.subclass[0];
  if (!noise) throw new Error('there is a subclass');
  expect(noise.office).toBe('urban');
  const named = withSubclass(files, 'order.noise', { ...noise, title });
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

test('faults of what is within an entry are the entry’s, and no other’s of the same id', () => {
  const text = { zh: '错', en: 'wrong' };
  const faults = ['order.noise', 'order.noise/source', 'order.noise2', 'order', 'collection/order/order.lamps', 'events', 'calendar'].map((at) => ({ at, text }));
  const at = (key: string) => { const entry = entryOf(key); return entry && faultsOf(faults, entry).map((fault) => fault.at); };
  expect(at('subclass:order.noise')).toEqual(['order.noise', 'order.noise/source']);
  expect(at('class:order')).toEqual(['order']);
  expect(at('collection:order')).toEqual(['collection/order/order.lamps']);
  expect([at('settings:events'), at('calendar:calendar')]).toEqual([['events'], ['calendar']]);
});

test('a class of field collection is added, changed and withdrawn, beside a class of events of the same id', () => {
  const more = newCollection(files, 'order');
  const [made] = more.collection.class;
  if (!made) throw new Error('it was added');
  expect([isFree(files, 'collection', 'order'), isFree(more, 'collection', 'order')]).toEqual([true, false]);
  const named = withCollection(more, 'order', { ...made, title, items: [{ id: 'order.lamps', kind: 'number', ask: title, options: [] }] });
  expect(named.collection.class[0]?.items.map(({ id }) => id)).toEqual(['order.lamps']);
  expect(named.events).toBe(files.events);
  expect(entryWith({ part: 'collection_item', id: 'order.lamps' })).toEqual({ part: 'collection', id: 'order' });
  expect(without(named, { part: 'collection', id: 'order' })).toEqual(files);
  expect(without(named, { part: 'calendar', id: 'calendar' })).toBe(named);
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
