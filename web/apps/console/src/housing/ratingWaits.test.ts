import { expect, test } from 'vitest';
import { waitsFor } from './ratingWaits';

const now = Date.parse('2026-03-10T00:00:00Z');
const row = (name: string, more = {}) => ({
  state: { name, label: { zh: '', en: '' } }, replied_at: null, reply_until: '2026-03-20T00:00:00Z', appeal: null, appeal_until: null, ...more,
});

test('waits for the reply until it came or its time is over, then for the decision', () => {
  expect(waitsFor(row('draft'), now)).toEqual({ what: 'reply', until: '2026-03-20T00:00:00Z' });
  expect(waitsFor(row('draft', { replied_at: '2026-03-09T00:00:00Z' }), now)).toEqual({ what: 'decision', until: null });
  expect(waitsFor(row('draft', { reply_until: '2026-03-09T00:00:00Z' }), now)).toEqual({ what: 'decision', until: null });
});

test('may be appealed against once, in time', () => {
  const until = '2026-03-30T00:00:00Z';
  expect(waitsFor(row('published', { appeal_until: until }), now)).toEqual({ what: 'appeal', until });
  expect(waitsFor(row('published', { appeal_until: '2026-03-01T00:00:00Z' }), now)).toBeNull();
  expect(waitsFor(row('published', { appeal_until: until, appeal: { at: until, decide_until: until, decided_at: until, upheld: false } }), now)).toBeNull();
});

test('an appeal waits for its decision, a superseded rating for nothing', () => {
  const until = '2026-04-01T00:00:00Z';
  expect(waitsFor(row('appealed', { appeal: { at: '', decide_until: until, decided_at: null, upheld: null } }), now)).toEqual({ what: 'appealDecision', until });
  expect(waitsFor(row('superseded'), now)).toBeNull();
});
