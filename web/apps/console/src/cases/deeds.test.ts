import { expect, test } from 'vitest';
import { deedOf } from './deeds';

test('a deed carries what it needs and nothing else', () => {
  expect(deedOf('transfer', { office: 'urban', officer: 'x' }, null)).toEqual({ deed: 'transfer', office: 'urban' });
  expect(deedOf('visit', { met: 'no' }, null)).toEqual({ deed: 'visit', met: false });
  expect(deedOf('evidence', { kind: 'photo_after' }, 'f')).toEqual({ deed: 'evidence', kind: 'photo_after', attachment: 'f' });
  expect(deedOf('accept', {}, null)).toEqual({ deed: 'accept' });
});
