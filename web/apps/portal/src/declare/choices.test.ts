import { describe, expect, test } from 'vitest';
import { asksFirst, blank, body, capacities, changed, dayOf, isWhole, tiesOf, uses } from './choices';

const draft = blank('0192', '2026-01-05');

describe('what may be declared', () => {
  test('is something for everybody, of themselves', () => {
    for (const by of capacities) for (const used of uses) expect(tiesOf(by, true, used)).not.toEqual([]);
  });

  test('is of oneself alone where one answers for a place', () => {
    expect(tiesOf('landlord', true, 'dwelling')).toContain('lets');
    expect(tiesOf('landlord', false, 'dwelling')).toEqual(['lives', 'operates']);
    expect(tiesOf('employer', true, 'dwelling')).not.toContain('houses');
    expect(tiesOf('employer', true, 'dormitory')).toContain('houses');
  });

  test('keeps a tie that still may be declared', () => {
    expect(changed(draft, { by: 'landlord' }).tie).toBe('lives');
    expect(changed(changed(draft, { by: 'landlord', tie: 'lets' }), { own: false }).tie).toBe('lives');
    expect(changed(draft, { by: 'operator' }).tie).toBe('operates');
  });
});

test('a declaration is whole with the number of whom others declare', () => {
  const whole = { ...draft, unit: ' 1 ', name: 'A' };
  expect(isWhole(whole)).toBe(true);
  expect(isWhole({ ...whole, own: false })).toBe(false);
  expect(isWhole({ ...whole, own: false, number: 'E1234567' })).toBe(true);
  expect(body(whole)).toMatchObject({ unit: '1', until: null, who: { number: null, phone: null } });
});

test('a declaration begins on the day that the clock shows here', () => {
  expect(dayOf(new Date(2026, 2, 1, 0, 30))).toBe('2026-03-01');
  expect(dayOf(new Date(2026, 11, 31, 23, 30))).toBe('2026-12-31');
});

test('what ends a declaration is pressed twice', () => {
  for (const deed of ['withdraw', 'deny', 'leave']) expect(asksFirst(deed)).toBe(true);
  expect(asksFirst('confirm')).toBe(false);
});
