import { ApiError, type Begun, type CaseDetail, type HazardDetail, type MicroEventDetail } from '@linli/kit/client';
import { type Act, backOff, type Collect, type Entry, forgetPosition, type MicroAct, type MicroFind, nextOf, type Report, subject, type Trouble } from './entry';
import { hazardBody, inspectBody, lookBody } from './inspected';
import { judge, since } from './judge';

/** What the outbox rests on: durable when a promise is kept. */
export interface OutboxStore {
  /** Every entry, in order. */
  entries(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  /** The entry and what the server said of its case, together. */
  settle(entry: Entry, now: CaseDetail | null): Promise<void>;
  photo(sha256: string): Promise<ArrayBuffer | null>;
  known(id: string): Promise<CaseDetail | null>;
  learn(now: CaseDetail): Promise<void>;
}

/** Where a photo goes: with cases and micro-events, or with inspections and hazards. */
export type Album = 'cases' | 'housing';

/** What it sends to. Each throws an `ApiError`; status 0 where there was no answer. */
export interface OutboxServer {
  upload(photo: ArrayBuffer, album: Album): Promise<string>;
  act(id: string, body: Record<string, unknown>): Promise<CaseDetail>;
  report(body: Record<string, unknown>): Promise<Begun>;
  show(id: string): Promise<CaseDetail>;
  findMicro(body: Record<string, unknown>): Promise<MicroEventDetail>;
  actMicro(id: string, body: Record<string, unknown>): Promise<MicroEventDetail>;
  inspect(body: Record<string, unknown>): Promise<{ id: string }>;
  collect(body: Record<string, unknown>): Promise<{ id: string }>;
  findHazard(body: Record<string, unknown>): Promise<{ id: string }>;
  look(id: string, body: Record<string, unknown>): Promise<HazardDetail>;
  hazard(id: string): Promise<HazardDetail>;
}

/** Why sending ended. */
export type Halt = 'done' | 'unreachable' | 'signed_out';

/** An uploaded photo that nothing names is deleted by the server after a day. */
const photoGoodMs = 20 * 3_600_000;
/** How often an entry follows a case that moves while it is sent. */
const rounds = 3;

/** Sends what waits, in order, until nothing may be sent now. May be broken off anywhere and begun again. */
export async function pump(store: OutboxStore, server: OutboxServer, clock: () => number): Promise<Halt> {
  for (;;) {
    const entries = await store.entries();
    const entry = nextOf(entries, clock());
    if (!entry) return 'done';
    try {
      await deliver(entry, entries, store, server, clock);
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      const { status } = cause;
      if (status === 401) return 'signed_out';
      // What was uploaded meanwhile is on the stored entry.
      const stored = (await store.entries()).find(({ seq }) => seq === entry.seq) ?? entry;
      if (status === 0 || status === 408 || status === 429 || status >= 500) {
        const tries = stored.tries + 1;
        await store.put({ ...stored, tries, next_at: clock() + backOff(tries) });
        if (status === 0) return 'unreachable';
      } else {
        await store.put({ ...stored, state: 'stuck', trouble: await troubleOf(cause, stored, entries, store, server) });
      }
    }
  }
}

async function deliver(first: Entry, entries: Entry[], store: OutboxStore, server: OutboxServer, clock: () => number): Promise<void> {
  let entry = await withPhotos(first, store, server, clock);
  const isOld = first.photos.some(({ file }) => file !== null);
  try {
    await tell(entry, entries, store, server, clock);
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 400 || !isOld) throw cause;
    // The server may have let go of photos that were uploaded long before: they are still here.
    entry = { ...entry, photos: entry.photos.map(({ sha256 }) => ({ sha256, file: null, sent_at: null })) };
    await tell(await withPhotos(entry, store, server, clock), entries, store, server, clock);
  }
}

const albumOf = ({ job }: Entry): Album => (job.kind === 'inspect' || job.kind === 'hazard' || job.kind === 'look' ? 'housing' : 'cases');

/** Each photo is sent for itself: what arrived is not sent again. */
async function withPhotos(entry: Entry, store: OutboxStore, server: OutboxServer, clock: () => number): Promise<Entry> {
  let now = entry;
  for (const [index, photo] of entry.photos.entries()) {
    if (photo.file && photo.sent_at !== null && clock() - photo.sent_at < photoGoodMs) continue;
    const bytes = await store.photo(photo.sha256);
    if (!bytes) throw new ApiError(410);
    const file = await server.upload(bytes, albumOf(entry));
    const sent = { ...photo, file, sent_at: clock() };
    now = { ...now, photos: now.photos.map((each, at) => (at === index ? sent : each)) };
    await store.put(now);
  }
  return now;
}

async function tell(entry: Entry, entries: Entry[], store: OutboxStore, server: OutboxServer, clock: () => number): Promise<void> {
  const files = entry.photos.map(({ file }) => file);
  const sent = (number: string | null): Entry => ({ ...forgetPosition(entry), state: 'sent', trouble: null, number, settled_at: clock() });
  if (entry.job.kind === 'report') {
    const begun = await server.report(reportBody(entry, entry.job, files));
    return store.settle(sent(begun.number), null);
  }
  if (entry.job.kind === 'collect') {
    await server.collect(collectBody(entry, entry.job, files));
    return store.settle(sent(null), null);
  }
  // An id is done once, and what does not fit the micro-event as it stands is refused: there is nothing to follow.
  if (entry.job.kind === 'micro_find') {
    await server.findMicro(findBody(entry, entry.job, files));
    return store.settle(sent(null), null);
  }
  if (entry.job.kind === 'micro_act') {
    await server.actMicro(entry.job.event, microBody(entry, entry.job, files));
    return store.settle(sent(null), null);
  }
  // What somebody else did meanwhile the server refuses once; a person decides.
  if (entry.job.kind === 'inspect') {
    await server.inspect(inspectBody(entry, entry.job, files));
    return store.settle(sent(null), null);
  }
  if (entry.job.kind === 'hazard') {
    await server.findHazard(hazardBody(entry, entry.job, files));
    return store.settle(sent(null), null);
  }
  if (entry.job.kind === 'look') {
    await server.look(entry.job.hazard, lookBody(entry, entry.job, files));
    return store.settle(sent(null), null);
  }
  const { job } = entry;
  const own = ownTimes(entry, entries);
  for (let round = 0; round < rounds; round += 1) {
    const known = await store.known(job.case);
    const verdict = judge(entry, known, own);
    if (verdict.kind === 'arrived') return store.settle(sent(job.number), null);
    if (verdict.kind === 'conflict') {
      const trouble = { status: 409, text: '', action: '', meanwhile: verdict.meanwhile, state: known?.state ?? null, version: known?.version ?? null };
      return store.put({ ...entry, state: 'stuck', trouble });
    }
    try {
      const now = await server.act(job.case, actBody(entry, job, verdict.seen, files[0] ?? null));
      return await store.settle(sent(job.number), now);
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.status !== 409) throw cause;
      const now = await server.show(job.case);
      await store.learn(now);
      // The case stands as it was seen, and does not take this: nothing to follow.
      if (now.version === verdict.seen) throw cause;
    }
  }
  // It moves faster than we can follow; later, then.
  throw new ApiError(503);
}

function actBody(entry: Entry, job: Act, seen: number, file: string | null): Record<string, unknown> {
  const deed = job.deed.deed === 'evidence' ? { ...job.deed, attachment: file } : job.deed;
  return { id: entry.id, seen, deed, words: job.words, acted_at: entry.acted_at, lon: job.lon ?? null, lat: job.lat ?? null };
}

function reportBody(entry: Entry, job: Report, files: (string | null)[]): Record<string, unknown> {
  const photos = job.voice ? files.slice(0, -1) : files;
  const voice = job.voice ? (files.at(-1) ?? null) : null;
  return { id: entry.id, door: 'field', subclass: job.subclass, place: job.place, words: job.words, answers: job.answers, photos, voice, acted_at: entry.acted_at, form: job.form };
}

function collectBody(entry: Entry, job: Collect, photos: (string | null)[]): Record<string, unknown> {
  return { id: entry.id, class: job.class, place: job.place, answers: job.answers, photos, words: job.words, acted_at: entry.acted_at };
}

function findBody(entry: Entry, job: MicroFind, photos: (string | null)[]): Record<string, unknown> {
  return { id: entry.id, kind: job.micro, place: job.place, photos, words: job.words, acted_at: entry.acted_at };
}

function microBody(entry: Entry, job: MicroAct, photos: (string | null)[]): Record<string, unknown> {
  const deed = job.deed.deed === 'fix' ? { ...job.deed, photos } : job.deed;
  return { id: entry.id, seen: job.base, deed, words: job.words, acted_at: entry.acted_at };
}

/** The times of this device's actions on the case of an entry. */
function ownTimes(entry: Entry, entries: Entry[]): Set<number> {
  const of = subject(entry);
  return new Set(entries.filter((each) => subject(each) === of).map(({ acted_at }) => Date.parse(acted_at)));
}

async function troubleOf(cause: ApiError, entry: Entry, entries: Entry[], store: OutboxStore, server: OutboxServer): Promise<Trouble> {
  const { detail, title, action } = cause.problem;
  if (entry.job.kind === 'look' && cause.status === 409) {
    // Where it stands by now, if that is to be had: it says whether somebody was faster, or the rules refuse it.
    const now = await server.hazard(entry.job.hazard).catch(() => null);
    return { status: 409, text: detail ?? title ?? '', action: action ?? '', meanwhile: [], state: null, version: now?.version ?? null, now: now?.state.label };
  }
  const known = entry.job.kind === 'act' ? await store.known(entry.job.case) : null;
  const meanwhile = known && entry.job.kind === 'act' ? since(known.actions, entry.job.base, ownTimes(entry, entries)) : [];
  return { status: cause.status, text: detail ?? title ?? '', action: action ?? '', meanwhile, state: known?.state ?? null, version: known?.version ?? null };
}
