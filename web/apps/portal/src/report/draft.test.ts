import { expect, test } from 'vitest';
import { empty, told } from './draft';

test('an address goes before a position, and an empty contact is none', () => {
  const draft = { ...empty(), subclass: 'order.noise', lon: 1, lat: 2, words: ' loud ' };
  expect(told(draft)).toMatchObject({ place: { lon: 1, lat: 2 }, words: 'loud', contact: null });
  expect(told({ ...draft, address: ' 1 Road ', phone: '1' })).toMatchObject({ place: { address: '1 Road' }, contact: { phone: '1', name: null } });
});

test('each report has an id of its own', () => {
  expect(empty().id).not.toBe(empty().id);
  expect(empty().id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
