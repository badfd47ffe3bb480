import type { Key } from '@linli/kit/texts';
import { expect, test } from 'vitest';
import { whoseWord } from './whoseWord';

const texts = {
  t: (key: Key, vars: Record<string, string | number> = {}) => [key, ...Object.values(vars)].join(' '),
  moment: (value?: string | null) => value ?? '',
};
const issuer = 'https://id.example.org/realms/staff';

test('whoever binds is told to whom, and whoever unbinds also since when', () => {
  expect(whoseWord(texts, issuer)).toEqual([`signOn.issuer ${issuer}`]);
  const bound = { issuer, name: { zh: '市统一认证', en: 'City sign-on' }, bound_at: '3 Nov', used_at: null };
  expect(whoseWord(texts, issuer, bound)).toEqual([`signOn.issuer ${issuer}`, 'signOn.bound 3 Nov']);
  const used = { ...bound, used_at: '5 Nov' };
  expect(whoseWord(texts, issuer, used)).toEqual([`signOn.issuer ${issuer}`, 'signOn.bound 3 Nov', 'signOn.used 5 Nov']);
});
