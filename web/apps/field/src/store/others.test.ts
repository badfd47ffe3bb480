import type { CaseDetail } from '@linli/kit/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Draft } from '../outbox/entry';
import { Device } from './device';
import { MemoryDatabases } from './memoryDatabases';
import { setOthersAside } from './others';

const now = 1_800_000_000_000;
const both = { zh: '甲', en: 'a' };
const detail = (id: string) => ({ id, version: 1 }) as CaseDetail;
const note = (id: string, of: string, photos: string[] = []): Draft => ({
  id, photos, job: { kind: 'act', case: of, number: of, title: both, label: both, base: 1, deed: { deed: 'note' }, words: 'w' },
});
const photo = (sha256: string) => ({ sha256, bytes: new ArrayBuffer(1), width: 1, height: 1, taken_at: now });

beforeEach(() => { vi.stubGlobal('indexedDB', new MemoryDatabases()); });
afterEach(() => { vi.unstubAllGlobals(); });

/** A device on which somebody has sent two actions and not a third, and is writing something down. */
async function left(login: string): Promise<void> {
  const device = await Device.open(login);
  await device.keep(detail('c1'), 'mine');
  await device.setFact('round', { visits: [] });
  await device.setFact('micro_events', [{ id: 'm1' }]);
  await device.keepDraft('draft', { photos: ['p2'] }, photo('p2'));
  await device.add([note('1', 'c1'), note('2', 'c1', ['p1']), note('3', 'c2', ['p3'])], now, { photo: photo('p1') });
  for (const entry of await device.entries()) if (entry.id !== '2') await device.settle({ ...entry, state: 'sent', settled_at: Date.now() }, null);
}

test('who comes after somebody finds none of their tasks on the device, and what they did waits for them', async () => {
  await left('first');
  expect(await setOthersAside('second', null)).toBe(1);
  const back = await Device.open('first');
  expect(await back.cases()).toEqual([]);
  expect([await back.fact('round'), await back.fact('micro_events')]).toEqual([undefined, undefined]);
  // What was sent of the same case stays until what follows it is sent.
  expect((await back.entries()).map(({ id, state }) => [id, state])).toEqual([['1', 'sent'], ['2', 'waiting']]);
  expect([await back.photo('p1'), await back.photo('p2')].map((bytes) => bytes?.byteLength)).toEqual([1, 1]);
  expect(await back.fact('draft')).toEqual({ photos: ['p2'] });
  await back.add([note('4', 'c1')], now - 5_000);
  const last = (await back.entries()).at(-1);
  expect([last?.seq, Date.parse(last?.acted_at ?? '')]).toEqual([4, now + 3]);
});

test('one’s own things stay, and a store that the browser does not name is found by who was here last', async () => {
  await left('first');
  await left('second');
  vi.stubGlobal('indexedDB', Object.assign(indexedDB, { databases: undefined }));
  expect(await setOthersAside('first', 'first')).toBe(0);
  expect(await setOthersAside('first', 'second')).toBe(1);
  expect((await (await Device.open('first')).cases()).map(({ id }) => id)).toEqual(['c1']);
  expect(await (await Device.open('second')).cases()).toEqual([]);
});
