import type { CaseSubclass } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { askedToo, empty, fitting, isPlaced, placedAt, told } from './draft';

test('an address goes before a position, and an empty contact is none', () => {
  const draft = { ...empty(), subclass: 'order.noise', lon: 1, lat: 2, words: ' loud ' };
  expect(told(draft)).toMatchObject({ place: { lon: 1, lat: 2 }, words: 'loud', contact: null });
  expect(told({ ...draft, address: ' 1 Road ', phone: '1' })).toMatchObject({ place: { address: '1 Road' }, contact: { phone: '1', name: null } });
});

test('each report has an id and a word of its own', () => {
  expect(empty().id).not.toBe(empty().id);
  expect(empty().word).not.toBe(empty().word);
  expect(empty().word).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(empty().id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('a report about the dwelling of a letter is placed by its code until an address is written', () => {
  const code = '9901060010010000001000001';
  const draft = placedAt({ ...empty(), subclass: 'order.noise', address: '1 Road', lon: 1, lat: 2 }, code);
  expect(isPlaced(empty())).toBe(false);
  expect(isPlaced(draft)).toBe(true);
  expect(told(draft).place).toEqual({ code });
  expect(told({ ...draft, address: '2 Road' }).place).toEqual({ address: '2 Road' });
});

test('a form that changed keeps what it still takes', () => {
  const text = { zh: '问', en: 'Ask' };
  const asked = [
    { id: 'source', kind: 'choice', ask: text, options: [{ id: 'site', title: text }] },
    { id: 'now', kind: 'yes_no', ask: text, options: [] },
  ];
  expect(fitting({ source: 'shop', now: 'yes', gone: 'kept' }, asked)).toEqual({ now: 'yes', gone: 'kept' });
  expect(fitting({ source: 'site', now: 'maybe' }, asked)).toEqual({ source: 'site' });
});

test('whoever reports something too names what was there, and is asked what may tell of a danger', () => {
  const draft = { ...empty(), subclass: 'safety.gas_power', lon: 1, lat: 2 };
  expect(told(draft).me_too).toBeNull();
  expect(told({ ...draft, me_too: 'a', words: ' now it smells ' })).toMatchObject({ me_too: 'a', words: 'now it smells', place: { lon: 1, lat: 2 }, voice: null });
  const text = { zh: '问', en: 'Ask' };
  const form = {
    questions: ['what', 'smell'].map((id) => ({ id, kind: 'yes_no', ask: text, options: [] })),
    stoppers: [{ question: 'smell', answer: 'yes', text, call: '119' }, { question: '', answer: '', text, call: '120' }],
  } as unknown as CaseSubclass;
  expect(askedToo(form).map(({ id }) => id)).toEqual(['smell']);
});
