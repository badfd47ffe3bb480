import type { CaseDetail } from '@linli/kit/client';
import { answered, deleteDatabase, openDatabase, written } from '@linli/kit/store';
import { type Draft, type Entry, isUnsent, type Last, made, subject } from '../outbox/entry';
import type { OutboxStore } from '../outbox/pump';

/** Why a case is kept: it is offered to the worker, their own, nobody's yet, or an action on it is still here. */
export type Heap = 'offered' | 'mine' | 'free' | 'other';
export interface Kept { id: string; heap: Heap; detail: CaseDetail }
/** A photo as it will be sent: a JPEG made anew, without place or camera. Or, where its media type is said, a voice note as it was recorded. */
export interface Photo { sha256: string; bytes: ArrayBuffer; width: number; height: number; taken_at: number; media?: string }

/** What is being written down: a report, a micro-event, visits, a form of field collection. */
export type DraftKey = (typeof draftKeys)[number];

/** What goes with actions into the same transaction. */
export interface With {
  photo?: Photo; decided?: Entry; endsDraft?: DraftKey;
  /** What is left of what is being written down. */
  leaves?: { key: DraftKey; draft: { photos: string[] } };
}

const name = (login: string) => `linli.field.${login}`;
const draftKeys = ['draft', 'micro_draft', 'visit_draft', 'collect_draft'] as const;
/** Facts that the server tells an account again. */
const copies = ['micro_events', 'round', 'also', 'targets', 'synced_at'];

/** What this device keeps for one account: its outbox, the photos that wait, the cases taken along. */
export class Device implements OutboxStore {
  private constructor(readonly login: string, private readonly database: IDBDatabase) {
    // Another window signs out: the database goes with it.
    database.onversionchange = () => database.close();
  }

  static async open(login: string): Promise<Device> {
    const make = (database: IDBDatabase) => {
      database.createObjectStore('entries', { keyPath: 'seq' });
      database.createObjectStore('photos', { keyPath: 'sha256' });
      database.createObjectStore('cases', { keyPath: 'id' });
      database.createObjectStore('facts');
    };
    return new Device(login, await openDatabase(name(login), 1, make));
  }

  /** Whose stores are on this device, as far as the browser tells. */
  static async logins(): Promise<string[]> {
    // Not every browser names its databases, or does always.
    const all = (await (indexedDB as Partial<IDBFactory>).databases?.().catch((): IDBDatabaseInfo[] => [])) ?? [];
    return all.flatMap((each) => (each.name?.startsWith(name('')) ? [each.name.slice(name('').length)] : []));
  }

  entries(): Promise<Entry[]> {
    return answered(this.read('entries').getAll() as IDBRequest<Entry[]>);
  }

  cases(): Promise<Kept[]> {
    return answered(this.read('cases').getAll() as IDBRequest<Kept[]>);
  }

  async fact<T>(key: string): Promise<T | undefined> {
    return (await answered(this.read('facts').get(key))) as T | undefined;
  }

  setFact(key: string, value: unknown): Promise<void> {
    return written(this.database, ['facts'], (all) => { all.objectStore('facts').put(value, key); });
  }

  /** Keeps what is being written down, with a photo from the moment it is taken. */
  keepDraft(key: DraftKey, draft: { photos: string[] }, photo?: Photo): Promise<void> {
    return written(this.database, ['facts', 'photos'], (all) => {
      all.objectStore('facts').put(draft, key);
      if (photo) all.objectStore('photos').put(photo);
    });
  }

  async file(sha256: string): Promise<Photo | null> {
    const found = (await answered(this.read('photos').get(sha256))) as Photo | undefined;
    return found ?? null;
  }

  async photo(sha256: string): Promise<ArrayBuffer | null> {
    return (await this.file(sha256))?.bytes ?? null;
  }

  /** Puts actions behind those that are there, with their photos, and what was decided of another: all or none, on disk when this returns. */
  add(drafts: Draft[], now: number, { photo, decided, endsDraft, leaves }: With = {}): Promise<void> {
    return written(this.database, ['entries', 'photos', 'facts'], async (all) => {
      const [entries, facts] = [all.objectStore('entries'), all.objectStore('facts')];
      const cursor = await answered(entries.openCursor(null, 'prev'));
      const newest = cursor?.value as Last | undefined;
      const before = (await answered(facts.get('last'))) as Last | undefined;
      let last: Last | null = (newest && newest.seq > (before?.seq ?? 0) ? newest : before) ?? null;
      for (const draft of drafts) {
        const entry = made(draft, last, now);
        entries.put(entry);
        last = entry;
      }
      if (photo) all.objectStore('photos').put(photo);
      if (decided) entries.put(decided);
      if (endsDraft) facts.delete(endsDraft);
      if (leaves) facts.put(leaves.draft, leaves.key);
    });
  }

  put(entry: Entry): Promise<void> {
    return written(this.database, ['entries'], (all) => { all.objectStore('entries').put(entry); });
  }

  async settle(entry: Entry, now: CaseDetail | null): Promise<void> {
    await written(this.database, ['entries', 'cases'], async (all) => {
      all.objectStore('entries').put(entry);
      if (now) await this.learnWithin(all, now);
    });
    await this.sweep();
  }

  async known(id: string): Promise<CaseDetail | null> {
    const found = (await answered(this.read('cases').get(id))) as Kept | undefined;
    return found?.detail ?? null;
  }

  learn(now: CaseDetail): Promise<void> {
    return written(this.database, ['cases'], (all) => this.learnWithin(all, now));
  }

  /** Takes a case along. An answer that comes late does not go back behind a later one. */
  keep(now: CaseDetail, heap: Heap): Promise<void> {
    return written(this.database, ['cases'], (all) => this.learnWithin(all, now, heap));
  }

  private async learnWithin(all: IDBTransaction, now: CaseDetail, heap?: Heap): Promise<void> {
    const cases = all.objectStore('cases');
    const before = (await answered(cases.get(now.id))) as Kept | undefined;
    const detail = before && before.detail.version > now.version ? before.detail : now;
    cases.put({ id: now.id, heap: heap ?? before?.heap ?? 'other', detail } satisfies Kept);
  }

  /** Lets cases go that are neither the worker's nor anybody's to take, unless an action on them is still here. */
  async keepOnly(heaps: Map<string, Heap>): Promise<void> {
    await written(this.database, ['entries', 'cases'], async (all) => {
      const entries = (await answered(all.objectStore('entries').getAll())) as Entry[];
      const wanted = new Set(entries.filter(isUnsent).map(({ job }) => (job.kind === 'act' ? job.case : '')));
      for (const kept of (await answered(all.objectStore('cases').getAll())) as Kept[]) {
        const heap = heaps.get(kept.id) ?? (wanted.has(kept.id) ? 'other' : null);
        if (heap === null) all.objectStore('cases').delete(kept.id);
        else if (heap !== kept.heap) all.objectStore('cases').put({ ...kept, heap });
      }
    });
  }

  /** Photos go once no action needs them, and sent actions after a week. */
  async sweep(now: number = Date.now()): Promise<void> {
    await written(this.database, ['entries', 'photos', 'facts'], async (all) => {
      const entries = (await answered(all.objectStore('entries').getAll())) as Entry[];
      const needed = new Set(entries.filter(isUnsent).flatMap(({ photos }) => photos.map(({ sha256 }) => sha256)));
      for (const key of draftKeys) {
        const draft = (await answered(all.objectStore('facts').get(key))) as { photos?: string[]; voice?: string | null } | undefined;
        for (const sha256 of draft?.photos ?? []) needed.add(sha256);
        if (draft?.voice) needed.add(draft.voice);
      }
      const there = (await answered(all.objectStore('photos').getAllKeys())) as string[];
      for (const sha256 of there) if (!needed.has(sha256)) all.objectStore('photos').delete(sha256);
      await keepLast(all, entries);
      for (const entry of entries) if (!isUnsent(entry) && (entry.settled_at ?? now) < now - 7 * 86_400_000) all.objectStore('entries').delete(entry.seq);
    });
  }

  /** Lets go of what the server has too: cases, tasks, what was sent. What is unsent or still being written down stays. */
  async dropCopies(): Promise<void> {
    await written(this.database, ['entries', 'cases', 'facts'], async (all) => {
      const entries = (await answered(all.objectStore('entries').getAll())) as Entry[];
      await keepLast(all, entries);
      // What was sent before it of the same case tells own steps from those of others, once what waits is sent.
      const open = new Set(entries.filter(isUnsent).map(subject));
      for (const entry of entries) if (!open.has(subject(entry))) all.objectStore('entries').delete(entry.seq);
      all.objectStore('cases').clear();
      for (const key of copies) all.objectStore('facts').delete(key);
    });
    await this.sweep();
  }

  /** Somebody else is here: copies go, and what is unsent waits for whoever did it. How many such actions wait. */
  async setAside(): Promise<number> {
    await this.dropCopies();
    const unsent = (await this.entries()).filter(isUnsent).length;
    this.database.close();
    return unsent;
  }

  /** Signs out: what is unsent stays until the same account is back, everything else goes. */
  async leave(): Promise<void> {
    if ((await this.setAside()) === 0) await deleteDatabase(name(this.login));
  }

  private read(store: string): IDBObjectStore {
    return this.database.transaction(store).objectStore(store);
  }
}

/** Numbers and times go on after the last one, though it be gone. */
async function keepLast(all: IDBTransaction, entries: Entry[]): Promise<void> {
  const [facts, last] = [all.objectStore('facts'), entries.at(-1)];
  const before = (await answered(facts.get('last'))) as Last | undefined;
  if (last && last.seq > (before?.seq ?? 0)) facts.put({ seq: last.seq, acted_at: last.acted_at } satisfies Last, 'last');
}
