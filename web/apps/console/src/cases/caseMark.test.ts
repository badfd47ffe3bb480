import { tokens } from '@linli/kit/tokens';
import { expect, test } from 'vitest';
import { caseMark } from './caseMark';

const place = { area: 'a', kind: null, id: null, label: { zh: '', en: '' }, point: { lon: 113.9, lat: 22.5 } };

test('a case is a point by urgency and state, and none without a place', () => {
  expect(caseMark({ id: 'c', severity: 'urgent', state: 'reopened', place })).toEqual({ id: 'c', colour: tokens.full, ink: tokens.paper, sign: '!', point: place.point });
  expect(caseMark({ id: 'c', severity: 'ordinary', state: 'reported', place })?.sign).toBe('?');
  expect(caseMark({ id: 'c', severity: 'urgent', state: 'reported', place: { ...place, point: null } })).toBeNull();
});
