import type { CollectionClass } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { emptyForm, formOf, foundIn, isFormReady, isPlacedFor, notedOf, placeFor } from './collect';

const said = (en: string) => ({ zh: `字${en}`, en });
const of = (id: string, kind: string, ...items: string[]): CollectionClass => ({
  id, title: said(id), of: kind, items: items.map((item) => ({ id: `${id}.${item}`, kind: 'yes_no', ask: said(item), options: [] })),
});
const gas = of('gas', 'unit', 'hose', 'valve');
const fire = of('fire', 'building', 'exits');
const street = of('street', 'place', 'lamp');
const building = '1234567890123456789';
const unit = `${building}000101`;

test('what is of a building is noted at the building, also by the code of one of its units', () => {
  const scanned = { ...emptyForm(), code: unit };
  expect([placeFor(scanned, fire), placeFor(scanned, gas), placeFor(scanned, street)]).toEqual([{ code: building }, { code: unit }, { code: unit }]);
  const stands = { ...emptyForm(), lon: 113, lat: 22 };
  expect([placeFor(stands, fire), placeFor(stands, street)]).toEqual([{ lon: 113, lat: 22 }, { lon: 113, lat: 22 }]);
});

test('a unit is told by its own code or an address, a street by where one stands', () => {
  const at = (part: Partial<ReturnType<typeof emptyForm>>) => [gas, fire, street].map((each) => isPlacedFor({ ...emptyForm(), ...part }, each));
  expect(at({})).toEqual([false, false, false]);
  expect(at({ lon: 113, lat: 22 })).toEqual([false, true, true]);
  expect(at({ code: building })).toEqual([false, true, true]);
  expect(at({ code: unit })).toEqual([true, true, true]);
  expect(at({ address: '1 Road' })).toEqual([true, true, true]);
  expect(at({ code: '12', address: '1 Road' })).toEqual([false, false, false]);
});

test('a form waits for a place and one item, and takes along what was noted of its own class alone', () => {
  const draft = { ...emptyForm(), class: 'gas', code: unit };
  expect(isFormReady(draft, gas)).toBe(false);
  const noted = { ...draft, answers: { 'gas.hose': ' yes ', 'gas.valve': ' ', 'fire.exits': '2' }, photos: ['p'], words: ' w ' };
  expect([notedOf(noted, gas), isFormReady(noted, gas)]).toEqual([{ 'gas.hose': 'yes' }, true]);
  expect(formOf(noted, gas, 'here')).toEqual({
    id: draft.id, photos: ['p'],
    job: { kind: 'collect', class: 'gas', title: gas.title, place: { code: unit }, where: unit, answers: { 'gas.hose': 'yes' }, words: 'w' },
  });
});

test('a class is found by its name or by what its items ask, in both languages', () => {
  const found = (text: string) => foundIn([gas, fire, street], text).map(({ of: { id }, by }) => [id, by.length]);
  expect(found('')).toEqual([['gas', 0], ['fire', 0], ['street', 0]]);
  expect(found('LAMP')).toEqual([['street', 1]]);
  expect(found('字fire')).toEqual([['fire', 0]]);
  expect(found('nothing')).toEqual([]);
});
