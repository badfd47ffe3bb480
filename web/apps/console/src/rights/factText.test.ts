import type { OwnFact } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { speaker } from '../../../../packages/kit/src/texts/speaker';
import { factText } from './factText';

const fact = (field: string, value: string): OwnFact => ({
  id: '1', field, value, relation: null, to: null, to_name: null, to_code: null, valid_from: null, valid_to: null, as_of: null, stands: true,
  takes_value: false, source: { zh: '', en: '' }, office: { zh: '', en: '' }, legal_basis: null, record: null, recorded_at: null,
});

test('a fact is told in words, not in codes', () => {
  const en = speaker('en');
  expect(factText(fact('sex', 'female'), en)).toEqual({ name: 'Sex', value: 'Female' });
  expect(factText(fact('registered_here', 'false'), en).value).toBe('Elsewhere');
  expect(factText(fact('birth_date', '1980-02-03'), en).value).toBe('3 Feb 1980');
  const home = { ...fact('relation', ''), relation: { zh: '居住于', en: 'lives in' }, to_name: { zh: '幸福路1号', en: '1 Xingfu Road' } };
  expect(factText(home, speaker('zh'))).toEqual({ name: '居住于', value: '幸福路1号' });
});
