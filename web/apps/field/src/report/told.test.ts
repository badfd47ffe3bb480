import type { CaseSubclass } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { empty, entryOf, isReady, placeOf } from './told';

const unit = '4403060010071234567000012';
const subclass = { id: 'order.noise', title: { zh: 'z', en: 'e' } } as CaseSubclass;

test('a code goes before an address, an address before a position', () => {
  const draft = { ...empty(), code: unit, address: '1 Road', lon: 1, lat: 2 };
  expect(placeOf(draft)).toEqual({ code: unit });
  expect(placeOf({ ...draft, code: '' })).toEqual({ address: '1 Road' });
  expect(placeOf({ ...draft, code: '', address: ' ' })).toEqual({ lon: 1, lat: 2 });
  expect(placeOf(empty())).toBeNull();
});

test('a code that is none keeps a report here', () => {
  const draft = { ...empty(), subclass: 'order.noise', words: 'loud', address: '1 Road' };
  expect(isReady(draft)).toBe(true);
  expect(isReady({ ...draft, code: '123' })).toBe(false);
  expect(isReady({ ...draft, words: ' ' })).toBe(false);
});

test('the report keeps the id it began with', () => {
  const draft = { ...empty(), subclass: subclass.id, words: ' loud ', lon: 1, lat: 2, photos: ['p'] };
  expect(entryOf(draft, subclass, 'here', 'place-1')).toMatchObject({ id: draft.id, photos: ['p'], job: { form: 'place-1', where: 'here', words: 'loud', place: { lon: 1, lat: 2 } } });
});

test('a voice note goes as the last file of the report, and says that it is one', () => {
  const draft = { ...empty(), subclass: subclass.id, words: 'loud', address: '1 Road', photos: ['p'], voice: 'v' };
  expect(entryOf(draft, subclass, 'here', 'place-1')).toMatchObject({ photos: ['p', 'v'], job: { voice: true } });
  expect(entryOf({ ...draft, voice: null }, subclass, 'here', 'place-1').job).not.toHaveProperty('voice');
});
