import { ApiError, type Begun, type CaseDetail, type HazardDetail } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { again, type Draft, type Entry, made, nextOf, subject } from './entry';
import { type OutboxServer, type OutboxStore, pump } from './pump';

const text = { zh: 'z', en: 'e' };
const inspect = (id: string, photos: string[] = []): Draft => ({
  id, photos,
  job: { kind: 'inspect', place: { building: 'b' }, title: text, where: text, facts: [{ fact: 'wiring', answer: 'good' }], shows: ['wiring'], clean: true, bar: null, words: 'w', seen: 'then' },
});
const hazard: Draft = {
  id: 'h', photos: ['p', 'q'],
  job: {
    kind: 'hazard', place: { unit: 'u' }, hazard: 'gas.hose', title: text, where: text, words: 'w', lon: 113, lat: 22,
    evidence: [{ kind: 'photo', file: true }, { kind: 'on_the_spot', file: false }, { kind: 'document', file: true }],
  },
};

const look = (id: string, base: number): Draft => ({
  id, photos: ['p'],
  job: {
    kind: 'look', hazard: 'z', place: { unit: 'u' }, title: text, where: text, base, deed: { deed: 'verify', fixed: true, capacity: 'inspector' }, words: '',
    lon: 113, lat: 22, evidence: [{ kind: 'photo', file: true }, { kind: 'on_the_spot', file: false }],
  },
});

/** Entries of a device, and a server that writes down what it was sent; it does an id once, and loses its first answers. */
function both(drafts: Draft[], lost = 0) {
  const kept = new Map<number, Entry>();
  let last: Entry | null = null;
  for (const draft of drafts) { last = made(draft, last, 0); kept.set(last.seq, last); }
  const sent: Record<string, unknown>[] = [];
  const done = new Set<string>();
  const albums: string[] = [];
  let losing = lost;
  const take = (body: Record<string, unknown>) => {
    sent.push(body);
    done.add(String(body.id));
    losing -= 1;
    return losing >= 0 ? Promise.reject(new ApiError(0)) : Promise.resolve({ id: String(body.id) });
  };
  const store: OutboxStore = {
    entries: () => Promise.resolve([...kept.values()]),
    put: (entry) => { kept.set(entry.seq, entry); return Promise.resolve(); },
    settle: (entry) => { kept.set(entry.seq, entry); return Promise.resolve(); },
    photo: () => Promise.resolve(new ArrayBuffer(8)),
    known: () => Promise.resolve<CaseDetail | null>(null),
    learn: () => Promise.resolve(),
  };
  const never = () => Promise.reject(new ApiError(404));
  const server: OutboxServer = {
    upload: (_photo, album) => { albums.push(album); return Promise.resolve(`f${String(albums.length)}`); },
    act: never, report: never, show: never, findMicro: never, actMicro: never, inspect: take, findHazard: take, collect: take, look: never, hazard: never,
  };
  return { kept, sent, done, albums, store, server };
}

test('an inspection carries each photo with the fact that it shows, and what it went by', async () => {
  const { kept, sent, albums, store, server } = both([inspect('i', ['p'])]);
  await pump(store, server, () => 1);
  const acted_at = kept.get(1)?.acted_at;
  expect(sent).toEqual([{ id: 'i', building: 'b', facts: [{ fact: 'wiring', answer: 'good' }], clean: true, bar: null, words: 'w', photos: [{ fact: 'wiring', file: 'f1' }], acted_at, seen_at: 'then' }]);
  expect(albums).toEqual(['housing']);
  expect(kept.get(1)?.state).toBe('sent');
});

test('a hazard carries its evidence in order, and where somebody stood is forgotten', async () => {
  const { kept, sent, store, server } = both([hazard]);
  await pump(store, server, () => 1);
  expect(sent[0]).toMatchObject({ id: 'h', unit: 'u', kind: 'gas.hose', how: 'inspection', evidence: [{ kind: 'photo', file: 'f1' }, { kind: 'on_the_spot' }, { kind: 'document', file: 'f2' }], lon: 113, lat: 22 });
  expect(kept.get(1)?.job).not.toHaveProperty('lon');
});

test('an answer that is lost makes no second inspection, and photos that arrived are not sent again', async () => {
  const { kept, sent, done, albums, store, server } = both([inspect('i', ['p']), inspect('j')], 2);
  for (let now = 1; now < 2_000_000; now += 400_000) await pump(store, server, () => now);
  expect(sent.map(({ id }) => id)).toEqual(['i', 'i', 'i', 'j']);
  expect([[...done], albums.length]).toEqual([['i', 'j'], 1]);
  expect([...kept.values()].map(({ state }) => state)).toEqual(['sent', 'sent']);
});

test('what somebody else did meanwhile waits for a person, holds back its place alone, and goes in once it is sent again', async () => {
  const { kept, sent, store, server } = both([inspect('i'), inspect('j'), hazard]);
  const busy: OutboxServer = { ...server, inspect: () => Promise.reject(new ApiError(409, { detail: 'inspected since' })) };
  await pump(store, busy, () => 1);
  expect([...kept.values()].map(({ state }) => state)).toEqual(['stuck', 'waiting', 'sent']);
  const first = kept.get(1);
  if (!first) throw new Error('it is there');
  expect([first.trouble?.text, subject(first), nextOf([...kept.values()], 1)]).toEqual(['inspected since', 'place:b', null]);
  kept.set(1, again(first, null));
  await pump(store, server, () => 2);
  expect(sent.map(({ id, seen_at }) => [id, seen_at])).toEqual([['h', undefined], ['i', null], ['j', 'then']]);
});

/** A hazard as the server keeps it: an id is done once, anything else needs its version; nobody verifies what they fixed. */
function ruled(server: OutboxServer, row: { version: number; own: boolean }) {
  const sent: Record<string, unknown>[] = [];
  const done = new Set<unknown>();
  const now = () => ({ version: row.version, state: { name: 'said_fixed', label: text } }) as unknown as HazardDetail;
  const ruling: OutboxServer = {
    ...server,
    hazard: () => Promise.resolve(now()),
    look: (_id, body) => {
      sent.push(body);
      if (done.has(body.id)) return Promise.resolve(now());
      if (body.seen !== row.version) return Promise.reject(new ApiError(409, { detail: 'somebody was faster' }));
      if (row.own) return Promise.reject(new ApiError(409, { detail: 'somebody else must look' }));
      done.add(body.id);
      row.version += 1;
      // Done, and its answer is lost.
      return sent.length === 1 ? Promise.reject(new ApiError(0)) : Promise.resolve(now());
    },
  };
  return { sent, ruling };
}

test('what was seen of a hazard carries its evidence and when it was seen, and arrives once though its answer is lost', async () => {
  const { kept, albums, store, server } = both([look('l', 3)]);
  const row = { version: 3, own: false };
  const { sent, ruling } = ruled(server, row);
  const acted_at = kept.get(1)?.acted_at;
  for (let now = 1; now < 900_000; now += 400_000) await pump(store, ruling, () => now);
  expect(sent[0]).toEqual({
    id: 'l', seen: 3, deed: { deed: 'verify', fixed: true, capacity: 'inspector' }, evidence: [{ kind: 'photo', file: 'f1' }, { kind: 'on_the_spot' }],
    words: '', lon: 113, lat: 22, acted_at,
  });
  expect([sent.length, row.version, albums, kept.get(1)?.state]).toEqual([2, 4, ['housing'], 'sent']);
  expect(kept.get(1)?.job).not.toHaveProperty('lon');
});

test('where somebody was faster with a hazard a person decides by how it stands now, and what the rules refuse says why', async () => {
  const { kept, store, server } = both([look('l', 3), look('m', 4)]);
  const row = { version: 5, own: false };
  const { sent, ruling } = ruled(server, row);
  await pump(store, ruling, () => 1);
  const first = kept.get(1);
  if (!first) throw new Error('it is there');
  expect(first.trouble).toMatchObject({ status: 409, text: 'somebody was faster', version: 5, now: text });
  expect([kept.get(2)?.state, nextOf([...kept.values()], 1)]).toEqual(['waiting', null]);
  row.own = true;
  kept.set(1, again(first, first.trouble?.version ?? null));
  await pump(store, ruling, () => 2);
  expect(sent.map(({ seen }) => seen)).toEqual([3, 5]);
  expect(kept.get(1)?.trouble).toMatchObject({ text: 'somebody else must look', version: 5 });
  expect(kept.get(1)?.job).toMatchObject({ base: 5 });
});

test('of a report that was spoken too, the last file goes as its voice note', async () => {
  const report: Draft = { id: 'r', photos: ['p', 'v'], job: { kind: 'report', subclass: 's', title: text, place: {}, where: 'w', words: 'w', answers: {}, voice: true } };
  const { sent, albums, store, server } = both([report]);
  const told: OutboxServer = { ...server, report: (body) => { sent.push(body); return Promise.resolve({ number: 'N-1' } as Begun); } };
  await pump(store, told, () => 1);
  expect(sent[0]).toMatchObject({ id: 'r', photos: ['f1'], voice: 'f2' });
  expect(albums).toEqual(['cases', 'cases']);
});

test('a form of field collection goes once with its photos, and where somebody stood is forgotten', async () => {
  const form: Draft = { id: 'c', photos: ['p'], job: { kind: 'collect', class: 'street', title: text, place: { lon: 113, lat: 22 }, where: 'w', answers: { 'street.lamp': 'no' }, words: '' } };
  const { kept, sent, done, albums, store, server } = both([form], 1);
  const acted_at = kept.get(1)?.acted_at;
  for (let now = 1; now < 900_000; now += 400_000) await pump(store, server, () => now);
  expect(sent[0]).toEqual({ id: 'c', class: 'street', place: { lon: 113, lat: 22 }, answers: { 'street.lamp': 'no' }, photos: ['f1'], words: '', acted_at });
  expect([sent.length, [...done], albums, kept.get(1)?.state]).toEqual([2, ['c'], ['cases'], 'sent']);
  expect(kept.get(1)?.job).toMatchObject({ place: {} });
});
