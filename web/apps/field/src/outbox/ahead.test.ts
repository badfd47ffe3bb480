import type { CaseDetail } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { ahead } from './ahead';
import { type Act, made } from './entry';

const row = { id: 'x', number: 'N', version: 3, state: 'assigned', failed_visits: 0, evidence: [], can_contact: true, missing: ['photo_after', 'contact'], offers: ['start', 'evidence', 'transfer'] } as unknown as CaseDetail;
const act = (deed: Act['deed']) => ({ id: 'a', photos: [], job: { kind: 'act', case: 'x', number: 'N', title: { zh: '', en: '' }, label: { zh: '', en: '' }, base: 3, deed, words: '' } as Act });

test('with nothing waiting, the server says what can be done', () => {
  expect(ahead(row, []).offers).toEqual(['start', 'evidence']);
});

test('what is one’s own already is not taken again', () => {
  const own = { ...row, officer: { id: 'm', name: 'm', me: true }, offers: ['claim', 'start'] };
  expect([ahead(own, []).offers, ahead({ ...own, officer: null }, []).offers]).toEqual([['start'], ['claim', 'start']]);
});

test('what waits is laid over what the server said', () => {
  const start = made(act({ deed: 'start' }), null, 0);
  const photo = made(act({ deed: 'evidence', kind: 'photo_after' }), start, 0);
  const now = ahead(row, [start, photo, { ...made(act({ deed: 'resolve' }), photo, 0), state: 'sent' }]);
  expect(now).toMatchObject({ state: 'in_hand', missing: ['contact'], stuck: false });
  expect(now.offers[0]).toBe('resolve');
});

test('a conflict is settled before anything else is done', () => {
  const start = { ...made(act({ deed: 'start' }), null, 0), state: 'stuck' as const };
  expect(ahead(row, [start])).toMatchObject({ stuck: true, offers: [] });
});

test('times of one device only rise, whatever its clock says', () => {
  const first = made(act({ deed: 'start' }), null, 5_000);
  const second = made(act({ deed: 'note' }), first, 1_000);
  expect([second.seq, Date.parse(second.acted_at)]).toEqual([2, 5_001]);
});

test('what is taken waits as assigned, and work can begin before the answer has arrived', () => {
  const offered = { ...row, state: 'reported', offers: ['take', 'decline', 'claim'] };
  expect(ahead(offered, []).offers.slice(0, 2)).toEqual(['take', 'decline']);
  const now = ahead(offered, [made(act({ deed: 'take' }), null, 0)]);
  expect([now.state, now.offers[0]]).toEqual(['assigned', 'start']);
});
