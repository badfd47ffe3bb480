import { expect, test } from 'vitest';
import { apart, told, type Teller } from './told';

const said: Record<string, string> = { 'catalogue.between': ', ', 'catalogue.nothing': 'nothing', 'catalogue.yes': 'yes', 'catalogue.no': 'no', 'catalogue.dayOff': 'off', 'catalogue.worked': 'worked' };
const teller: Teller = {
  t: (key) => said[key] ?? key, say: (text) => text?.en ?? '', word: (_, value) => `<${value ?? ''}>`, number: String, locale: 'en-GB',
  called: (field, id) => (field === 'office' ? `Office of ${id}` : id),
};
const text = { zh: '甲', en: 'A' };

test('a value of the files is told in words', () => {
  expect(told('title', text, teller)).toBe('A');
  expect(told('resolve', { count: 5, counted: 'working_days' }, teller)).toBe('5 <working_days>');
  expect(told('levels', [{ percent: 80, to: 'office' }, { percent: 100, to: 'lead' }], teller)).toBe('80 % <office>, 100 % <lead>');
  expect(told('options', [{ id: 'a', text }], teller)).toBe('A');
  expect(told('questions', [{ id: 'a', ask: text, kind: 'choice', options: [{ id: 'b', text }] }], teller)).toBe('A (<choice>: A)');
  expect(told('holiday', { name: text, from: '2026-10-01', to: '2026-10-07', make_up: ['2026-10-10'] }, teller)).toBe('A 2026-10-01 – 2026-10-07 (worked 2026-10-10)');
  expect(told('holiday', { name: text, from: '2026-01-01', to: '2026-01-01', make_up: [] }, teller)).toBe('A 2026-01-01');
  expect([told('office', 'works', teller), told('severity', 'urgent', teller), told('safety', true, teller), told('years', 2026, teller)]).toEqual(['Office of works', '<urgent>', 'yes', '2026']);
  expect([told('legal_basis', '', teller), told('co_offices', [], teller)]).toEqual(['nothing', 'nothing']);
});

test('of a list what went and what came is told, of a week its days', () => {
  expect(apart('years', [2025, 2026], [2026, 2027], teller)).toEqual([[2025], [2027]]);
  expect(apart('items', ['a', 'b'], ['b', 'a'], teller), 'another order').toEqual([['a', 'b'], ['b', 'a']]);
  const hours = ['09:00-12:00'];
  expect(apart('week', [hours, [], [], [], [], [], []], [hours, [], [], [], [], hours, []], teller)).toEqual([['Saturday off'], ['Saturday 09:00-12:00']]);
  expect(apart('pauses', 3, 4, teller)).toEqual([3, 4]);
});
