import { answered, openDatabase, written } from '@linli/kit/store';
import { type Draft, filesOf } from './draft';

/** Bytes of a file, by the key that the draft names. */
export interface Kept { key: string; bytes: ArrayBuffer }

/** Where the one draft lies, with its files. */
export interface Shelf {
  /** Whether what lies on it is still there at the next visit. */
  readonly lasts: boolean;
  read(): Promise<Draft | null>;
  file(key: string): Promise<ArrayBuffer | null>;
  /** The draft, with a file that is new; files that it does not name go. */
  write(draft: Draft, file?: Kept): Promise<void>;
  clear(): Promise<void>;
}

/** In this page alone: where the device keeps nothing, and in tests. */
export class PageShelf implements Shelf {
  private draft: Draft | null = null;
  private readonly files = new Map<string, ArrayBuffer>();

  constructor(readonly lasts: boolean) {}

  read(): Promise<Draft | null> { return Promise.resolve(this.draft); }

  file(key: string): Promise<ArrayBuffer | null> { return Promise.resolve(this.files.get(key) ?? null); }

  write(draft: Draft, file?: Kept): Promise<void> {
    this.draft = draft;
    if (file) this.files.set(file.key, file.bytes);
    const named = new Set(filesOf(draft).map(({ key }) => key));
    for (const key of [...this.files.keys()]) if (!named.has(key)) this.files.delete(key);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.draft = null;
    this.files.clear();
    return Promise.resolve();
  }
}

const stores = ['draft', 'files'];

/** On this device, in its database. */
class DeviceShelf implements Shelf {
  readonly lasts = true;

  constructor(private readonly database: IDBDatabase) {
    database.onversionchange = () => database.close();
  }

  async read(): Promise<Draft | null> {
    const found = (await answered(this.database.transaction('draft').objectStore('draft').get('report'))) as Draft | undefined;
    return found ?? null;
  }

  async file(key: string): Promise<ArrayBuffer | null> {
    const found = (await answered(this.database.transaction('files').objectStore('files').get(key))) as ArrayBuffer | undefined;
    return found ?? null;
  }

  write(draft: Draft, file?: Kept): Promise<void> {
    return written(this.database, stores, async (all) => {
      all.objectStore('draft').put(draft, 'report');
      const files = all.objectStore('files');
      if (file) files.put(file.bytes, file.key);
      const named = new Set(filesOf(draft).map(({ key }) => key));
      const there = (await answered(files.getAllKeys())) as string[];
      for (const key of there) if (!named.has(key)) files.delete(key);
    });
  }

  clear(): Promise<void> {
    return written(this.database, stores, (all) => { for (const store of stores) all.objectStore(store).clear(); });
  }
}

/** The device's shelf, or the page's where the device keeps nothing. */
export async function openShelf(): Promise<Shelf> {
  try {
    return new DeviceShelf(await openDatabase('linli.portal', 1, (database) => { for (const store of stores) database.createObjectStore(store); }));
  } catch {
    return new PageShelf(false);
  }
}
