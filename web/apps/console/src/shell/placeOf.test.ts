import type { Hit } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { placeOf } from './placeOf';

const hit = (kind: string): Hit => ({
  kind, id: 'x', label: { zh: '', en: '' }, context: null, code: null, point: { lon: 1.5, lat: 2.25 }, box: null,
});

test('flies to a building and selects it', () => {
  expect(placeOf(hit('building'), true)).toBe('/map?building=x&at=1.500000,2.250000');
});

test('flies to a unit and selects it, where it is known where it is', () => {
  expect(placeOf(hit('unit'), true)).toBe('/map?unit=x&at=1.500000,2.250000');
  expect(placeOf({ ...hit('unit'), point: null }, true)).toBe('/register/units/x');
  expect(placeOf(hit('unit'), false)).toBe('/register/units/x');
});

test('opens the register for an account without a map', () => {
  expect(placeOf(hit('building'), false)).toBe('/register/buildings/x');
  expect(placeOf(hit('area'), false)).toBe('/register?area=x');
});
