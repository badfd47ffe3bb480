import { ApiError, type Begun, type CaseAction, type CaseDetail, type MicroEventDetail } from '@linli/kit/client';
import { describe, expect, test } from 'vitest';
import { again, type Draft, type Entry, isUnsent, letGo, made, subject } from './entry';
import { type OutboxServer, type OutboxStore, pump } from './pump';

/** A browser that is killed: nothing after it happens. */
class Killed extends Error {}

/** Numbers that look like chance and are the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const moves: Record<string, [string[], string]> = {
  claim: [['reported'], 'assigned'], start: [['assigned'], 'in_hand'], wait: [['in_hand'], 'waiting'], resume: [['waiting'], 'in_hand'], resolve: [['assigned', 'in_hand'], 'resolved'],
};
const adding = ['note', 'evidence', 'visit', 'contact', 'warn'];

/** The rules of a case as the server keeps them: an id is done once, what moves a case on needs its version. */
class Rules {
  readonly cases = new Map<string, CaseDetail>();
  readonly arrived: { of: string; id: string }[] = [];
  readonly files = new Map<string, string>();
  readonly micros = new Map<string, number>();
  private made = 0;

  open(id: string): void {
    this.cases.set(id, { id, number: `N-${id}`, version: 1, state: 'reported', actions: [], evidence: [] } as unknown as CaseDetail);
  }

  of(id: string): CaseDetail {
    const found = this.cases.get(id);
    if (!found) throw new ApiError(404);
    return structuredClone(found);
  }

  by(id: string, deed: string, mine: string | null): void {
    const row = this.cases.get(id);
    if (!row) throw new ApiError(404);
    row.version += 1;
    row.state = moves[deed]?.[1] ?? row.state;
    const by = mine === null ? { id: 'o', name: 'o', me: false } : { id: 'm', name: 'm', me: true };
    row.actions.push({ version: row.version, deed, by, acted_at: mine } as unknown as CaseAction);
  }

  act(id: string, body: Record<string, unknown>): CaseDetail {
    const row = this.cases.get(id);
    if (!row) throw new ApiError(404);
    if (this.arrived.some((each) => each.id === body.id)) return this.of(id);
    const deed = body.deed as { deed: string; attachment?: string };
    if (!adding.includes(deed.deed) && body.seen !== row.version) throw new ApiError(409);
    const move = moves[deed.deed];
    if (move && !move[0].includes(row.state)) throw new ApiError(409, { detail: row.state });
    if (deed.deed === 'evidence' && !this.files.has(String(deed.attachment))) throw new ApiError(400);
    this.by(id, deed.deed, String(body.acted_at));
    this.arrived.push({ of: id, id: String(body.id) });
    return this.of(id);
  }

  report(body: Record<string, unknown>): Begun {
    const id = String(body.id);
    if (!this.arrived.some((each) => each.id === id)) this.arrived.push({ of: id, id });
    return { number: `N-${id}` } as Begun;
  }

  findMicro(body: Record<string, unknown>): MicroEventDetail {
    const id = String(body.id);
    if (!(body.photos as string[]).every((file) => this.files.has(file))) throw new ApiError(400);
    if (!this.micros.has(id)) {
      this.micros.set(id, 1);
      this.arrived.push({ of: id, id });
    }
    return { id, version: this.micros.get(id) } as MicroEventDetail;
  }

  actMicro(id: string, body: Record<string, unknown>): MicroEventDetail {
    const version = this.micros.get(id);
    if (version === undefined) throw new ApiError(404);
    if (!this.arrived.some((each) => each.id === body.id)) {
      if (body.seen !== version) throw new ApiError(409, { detail: 'somebody was faster' });
      this.micros.set(id, version + 1);
      this.arrived.push({ of: id, id: String(body.id) });
    }
    return { id, version: this.micros.get(id) } as MicroEventDetail;
  }

  once(body: Record<string, unknown>): { id: string } {
    const id = String(body.id);
    if (!this.arrived.some((each) => each.id === id)) this.arrived.push({ of: typeof body.facts === 'object' ? `place:${String(body.building)}` : id, id });
    return { id };
  }

  upload(photo: ArrayBuffer): string {
    const file = `f${String(this.made += 1)}`;
    this.files.set(file, String(photo.byteLength));
    return file;
  }
}

/** What a device keeps through every kill. */
class Disk {
  readonly kept = new Map<number, string>();
  readonly known = new Map<string, string>();
  readonly photos = new Set<string>();

  write(entry: Entry): void { this.kept.set(entry.seq, JSON.stringify(entry)); }
  all(): Entry[] { return [...this.kept.values()].map((text) => JSON.parse(text) as Entry).sort((a, b) => a.seq - b.seq); }
  add(draft: Draft, now: number): Entry {
    const entry = made(draft, this.all().at(-1) ?? null, now);
    draft.photos.forEach((photo) => this.photos.add(photo));
    this.write(entry);
    return entry;
  }

  store(step: () => void = () => undefined): OutboxStore {
    const learn = (now: CaseDetail) => { this.known.set(now.id, JSON.stringify(now)); };
    const after = <T>(value: T) => { step(); return Promise.resolve(value); };
    return {
      entries: () => after(this.all()),
      put: (entry) => { step(); this.write(entry); return after(undefined); },
      settle: (entry, now) => { step(); this.write(entry); if (now) learn(now); return after(undefined); },
      photo: (sha256) => after(this.photos.has(sha256) ? new ArrayBuffer(8) : null),
      known: (id) => { const text = this.known.get(id); return after(text ? JSON.parse(text) as CaseDetail : null); },
      learn: (now) => { step(); learn(now); return after(undefined); },
    };
  }
}

const act = (of: string, deed: string, n: number, photos: string[] = []): Draft => ({
  id: `a${String(n)}`, photos,
  job: { kind: 'act', case: of, number: `N-${of}`, title: { zh: '', en: '' }, label: { zh: '', en: '' }, base: 1, deed: { deed, ...(deed === 'evidence' ? { kind: 'photo_after' } : {}) }, words: '' },
});
const report = (n: number, photos: string[]): Draft => ({
  id: `r${String(n)}`, photos, job: { kind: 'report', subclass: 's', title: { zh: '', en: '' }, place: {}, where: '', words: '', answers: {} },
});

const microFind = (id: string, photos: string[]): Draft => ({
  id, photos, job: { kind: 'micro_find', micro: 'k', title: { zh: '', en: '' }, place: {}, where: '', words: '' },
});
const microAct = (of: string, deed: string, n: number, photos: string[] = []): Draft => ({
  id: `b${String(n)}`, photos, job: { kind: 'micro_act', event: of, title: { zh: '', en: '' }, where: { zh: '', en: '' }, base: 1, deed: { deed }, words: '' },
});

/** A network between: loses what is sent, loses what is answered, sends twice. */
function network(rules: Rules, draw: () => number, loss: number, step: () => void = () => undefined): OutboxServer {
  const through = <T>(does: () => T): Promise<T> => {
    step();
    if (draw() < loss) return Promise.reject(new ApiError(0));
    if (draw() < loss / 3) return Promise.reject(new ApiError(503));
    let answer: T;
    try {
      if (draw() < loss / 2) does();
      answer = does();
    } catch (cause) {
      return Promise.reject(cause as Error);
    }
    step();
    if (draw() < loss) return Promise.reject(new ApiError(0));
    return Promise.resolve(answer);
  };
  return {
    upload: (photo) => through(() => rules.upload(photo)),
    act: (id, body) => through(() => rules.act(id, body)),
    report: (body) => through(() => rules.report(body)),
    show: (id) => through(() => rules.of(id)),
    findMicro: (body) => through(() => rules.findMicro(body)),
    actMicro: (id, body) => through(() => rules.actMicro(id, body)),
    inspect: (body) => through(() => rules.once(body)),
    findHazard: (body) => through(() => rules.once(body)),
    collect: (body) => through(() => rules.once(body)),
    look: () => Promise.reject(new ApiError(404)),
    hazard: () => Promise.reject(new ApiError(404)),
  };
}

/** What arrived, arrived once and in the order it was done, case by case; and what is called sent is among it. */
function expectOnceInOrder(rules: Rules, entries: Entry[]): void {
  const ids = rules.arrived.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const of of new Set(entries.map(subject))) {
    const done = entries.filter((entry) => subject(entry) === of);
    const there = rules.arrived.filter((each) => each.of === of).map(({ id }) => id);
    expect(there).toEqual(done.slice(0, there.length).map(({ id }) => id));
    expect(done.filter(({ state }) => state === 'sent').length).toBeLessThanOrEqual(there.length);
  }
}

describe('whatever is lost, doubled or killed', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))('each action arrives once and in order (%i)', async (seed) => {
    const draw = chance(seed);
    const rules = new Rules();
    const disk = new Disk();
    let n = 0;
    let clock = 1_700_000_000_000;
    for (const of of ['x', 'y', 'z']) {
      rules.open(of);
      disk.known.set(of, JSON.stringify(rules.of(of)));
    }
    const course = ['claim', 'start', 'evidence', 'wait', 'note', 'resume', 'visit', 'evidence', 'resolve'];
    const left = { x: [...course], y: [...course], z: [...course] };
    const doNext = () => {
      const of = (['x', 'y', 'z'] as const)[Math.floor(draw() * 3)] ?? 'x';
      const deed = left[of].shift();
      n += 1;
      if (deed) disk.add(act(of, deed, n, deed === 'evidence' ? [`p${String(n)}`] : []), clock);
      else disk.add(report(n, draw() < 0.5 ? [`p${String(n)}`, `q${String(n)}`] : []), clock);
    };
    for (let round = 0; round < 40; round += 1) {
      while (draw() < 0.6) doNext();
      // What others add, and what the clock does, is no conflict.
      if (draw() < 0.3) rules.by('y', draw() < 0.5 ? 'note' : 'warn', null);
      clock += 400_000;
      let steps = draw() < 0.5 ? Math.floor(draw() * 25) : Infinity;
      const step = () => { if ((steps -= 1) < 0) throw new Killed(); };
      const kept = disk.store(step);
      await pump(kept, network(rules, draw, 0.3, step), () => clock).catch((cause: unknown) => { if (!(cause instanceof Killed)) throw cause; });
      expectOnceInOrder(rules, disk.all());
    }
    while (disk.all().some(isUnsent)) {
      clock += 400_000;
      expect(disk.all().filter(({ state }) => state === 'stuck')).toEqual([]);
      await pump(disk.store(), network(rules, draw, 0), () => clock);
    }
    expect(rules.arrived.map(({ id }) => id).sort()).toEqual(disk.all().map(({ id }) => id).sort());
    expectOnceInOrder(rules, disk.all());
  });
});

describe('somebody else was there', () => {
  const begin = async () => {
    const rules = new Rules();
    const disk = new Disk();
    rules.open('x');
    rules.open('y');
    disk.add(act('x', 'claim', 1), 0);
    disk.add(act('x', 'start', 2), 0);
    disk.add(act('y', 'claim', 3), 0);
    rules.by('x', 'claim', null);
    expect(await pump(disk.store(), network(rules, () => 1, 0), () => 10)).toBe('done');
    return { rules, disk };
  };

  test('what moves the case on waits for a decision, with what happened; other cases go on', async () => {
    const { rules, disk } = await begin();
    const [first, second, third] = disk.all();
    expect([first?.state, second?.state, third?.state]).toEqual(['stuck', 'waiting', 'sent']);
    expect(first?.trouble?.meanwhile.map(({ deed }) => deed)).toEqual(['claim']);
    expect(first?.trouble).toMatchObject({ state: 'assigned', version: 2 });
    expect(rules.arrived.map(({ id }) => id)).toEqual(['a3']);
  });

  test('let go, the next one is judged for itself and goes on once it is sent again', async () => {
    const { rules, disk } = await begin();
    const [first] = disk.all();
    if (first) disk.write(letGo(first, 'taken by a colleague', 20));
    await pump(disk.store(), network(rules, () => 1, 0), () => 30);
    const second = disk.all()[1];
    expect(second?.state).toBe('stuck');
    if (second) disk.write(again(second, second.trouble?.version ?? null));
    await pump(disk.store(), network(rules, () => 1, 0), () => 40);
    expect(disk.all().map(({ state }) => state)).toEqual(['let_go', 'sent', 'sent']);
  });
});

test('an answer that was lost is found again, though somebody moved the case on since', async () => {
  const rules = new Rules();
  const disk = new Disk();
  rules.open('x');
  const entry = disk.add(act('x', 'claim', 1), 0);
  rules.act('x', { id: entry.id, seen: 1, deed: { deed: 'claim' }, acted_at: entry.acted_at });
  rules.by('x', 'transfer', null);
  disk.known.set('x', JSON.stringify(rules.of('x')));
  await pump(disk.store(), network(rules, () => 1, 0), () => 10);
  expect(disk.all()[0]?.state).toBe('sent');
  expect(rules.arrived).toHaveLength(1);
});

test('a photo that the server let go is sent again', async () => {
  const rules = new Rules();
  const disk = new Disk();
  rules.open('x');
  const entry = disk.add(act('x', 'evidence', 1, ['p']), 0);
  disk.write({ ...entry, photos: [{ sha256: 'p', file: 'long gone', sent_at: 5 }] });
  await pump(disk.store(), network(rules, () => 1, 0), () => 10);
  expect(disk.all()[0]).toMatchObject({ state: 'sent', photos: [{ file: 'f1' }] });
});

test('a session that ended keeps everything, and asks for a sign-in', async () => {
  const disk = new Disk();
  disk.add(act('x', 'claim', 1), 0);
  const server = network(new Rules(), () => 1, 0);
  const halt = await pump(disk.store(), { ...server, act: () => Promise.reject(new ApiError(401)) }, () => 10);
  expect([halt, disk.all()[0]?.state, disk.all()[0]?.tries]).toEqual(['signed_out', 'waiting', 0]);
});

test('what the server refuses is told in its words, and a position is forgotten once it was used', async () => {
  const rules = new Rules();
  const disk = new Disk();
  rules.open('x');
  const draft = act('x', 'contact', 1);
  disk.add({ ...draft, job: { ...draft.job, lon: 1, lat: 2 } as Draft['job'] }, 0);
  disk.add(act('x', 'start', 2), 0);
  await pump(disk.store(), network(rules, () => 1, 0), () => 10);
  const [first, second] = disk.all();
  expect(first?.job).not.toHaveProperty('lon');
  expect(second).toMatchObject({ state: 'stuck', trouble: { status: 409, text: 'reported' } });
});

describe('a micro-event that is found and put right without a network', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))('arrives once and in its two steps, whatever is lost (%i)', async (seed) => {
    const draw = chance(seed);
    const rules = new Rules();
    const disk = new Disk();
    let clock = 1_700_000_000_000;
    disk.add(microFind('m', ['p']), clock);
    disk.add(microAct('m', 'fix', 1, ['q']), clock);
    for (let round = 0; round < 60 && disk.all().some(isUnsent); round += 1) {
      clock += 400_000;
      await pump(disk.store(), network(rules, draw, 0.3), () => clock);
    }
    expect(disk.all().map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(rules.arrived.map(({ id }) => id)).toEqual(['m', 'b1']);
  });

  test('waits for a decision where somebody was faster, and its two steps keep their order', async () => {
    const rules = new Rules();
    const disk = new Disk();
    rules.micros.set('m', 2);
    disk.add(microAct('m', 'fix', 1, ['q']), 0);
    await pump(disk.store(), network(rules, () => 1, 0), () => 10);
    expect(disk.all()[0]).toMatchObject({ state: 'stuck', trouble: { status: 409, text: 'somebody was faster' } });
    expect(subject(disk.all()[0] as Entry)).toBe('m');
  });
});
