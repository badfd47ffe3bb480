import { expect, test } from 'vitest';
import { addressLines } from './addressLines';

test('puts the way to the door first on the page, in the order each language writes', () => {
  const address = { zh: ['area-zh', 'door-zh'], en: ['door-en', 'area-en'] };
  expect(addressLines(address, 'zh')).toEqual({ door: 'door-zh', area: 'area-zh' });
  expect(addressLines(address, 'en')).toEqual({ door: 'door-en', area: 'area-en' });
});

test('shows the only line as the title', () => {
  expect(addressLines({ zh: ['only', ''], en: ['', 'only'] }, 'en')).toEqual({ door: 'only', area: '' });
});
