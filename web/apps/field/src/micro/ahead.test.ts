import type { MicroEvent } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { type Draft, made } from '../outbox/entry';
import { actOnMicro, microsAhead } from './ahead';

const text = { zh: 'z', en: 'e' };
const row = { id: 'm', version: 1, kind: { id: 'k', title: text }, place: { label: text }, due_at: null, state: 'found', waits: false, offers: ['fix', 'escalate'] } as unknown as MicroEvent;
const find: Draft = { id: 'n', photos: ['p'], job: { kind: 'micro_find', micro: 'k', title: text, place: {}, where: 'here', words: '' } };

test('what was found without a network can be put right without one', () => {
  const found = made(find, null, 0);
  const [own] = microsAhead([], [found]);
  expect(own).toMatchObject({ id: 'n', version: 1, state: 'found', offers: ['fix', 'escalate'] });
  if (!own) return;
  const fix = made(actOnMicro(own, { deed: 'fix' }, ' done ', ['q']), found, 0);
  expect(fix.job).toMatchObject({ event: 'n', base: 1, words: 'done' });
  expect(microsAhead([], [found, fix])[0]).toMatchObject({ state: 'fixed', offers: [] });
});

test('what waits is laid over what the server said, and what arrived is told by the server alone', () => {
  const [known] = microsAhead([row], []);
  expect(known?.offers).toEqual(['fix', 'escalate']);
  if (!known) return;
  const act = made(actOnMicro(known, { deed: 'escalate' }, 'more'), null, 0);
  expect(microsAhead([row], [act])[0]).toMatchObject({ state: 'escalated', offers: [], stuck: false });
  expect(microsAhead([row], [{ ...act, state: 'sent' }])[0]).toMatchObject({ state: 'found', waiting: [] });
  expect(microsAhead([], [{ ...made(find, null, 0), state: 'sent' }])).toEqual([]);
});

test('what somebody else finds not put right is a case ahead, and what they find put right is verified', () => {
  const drawn = { ...row, version: 2, state: 'fixed', waits: true, offers: ['verify'] };
  const [known] = microsAhead([drawn], []);
  if (!known) throw new Error('it is known');
  const looked = (fixed: boolean) => made(actOnMicro(known, { deed: 'verify', fixed }, 'seen'), null, 0);
  expect(microsAhead([drawn], [looked(true)])[0]).toMatchObject({ state: 'verified', waits: false, offers: [] });
  expect(microsAhead([drawn], [looked(false)])[0]).toMatchObject({ state: 'escalated', waits: false, offers: [] });
});
