type Key = string | number;
interface Store { keyPath: string | null; rows: Map<Key, unknown> }
interface Asked { result: unknown; error: null; onsuccess: (() => void) | null; onerror: (() => void) | null; onupgradeneeded: (() => void) | null }

const ask = (): Asked => ({ result: undefined, error: null, onsuccess: null, onerror: null, onupgradeneeded: null });
const inOrder = ({ rows }: Store): [Key, unknown][] => [...rows].sort(([a], [b]) => ((a as number) < (b as number) ? -1 : 1));

/** A transaction: what is asked is answered in order, and it ends once nothing more is asked. */
class Transaction {
  readonly error = null;
  oncomplete: (() => void) | null = null;
  onabort: (() => void) | null = null;
  private open = 0;
  private over = false;
  private readonly before: Map<Store, Map<Key, unknown>>;

  constructor(private readonly stores: Map<string, Store>) {
    this.before = new Map([...stores.values()].map((store) => [store, new Map(store.rows)]));
    this.rest();
  }

  objectStore(name: string) {
    const store = this.stores.get(name);
    if (!store) throw new Error(`there is no store ${name}`);
    const put = (value: unknown, key?: Key) => {
      const row = structuredClone(value);
      const at = store.keyPath === null ? key : (row as Record<string, Key>)[store.keyPath];
      if (at === undefined) throw new Error(`a row of ${name} without a key`);
      return this.answer(() => { store.rows.set(at, row); return at; });
    };
    return {
      put,
      get: (key: Key) => this.answer(() => structuredClone(store.rows.get(key))),
      getAll: () => this.answer(() => inOrder(store).map(([, row]) => structuredClone(row))),
      getAllKeys: () => this.answer(() => inOrder(store).map(([key]) => key)),
      delete: (key: Key) => this.answer(() => { store.rows.delete(key); }),
      clear: () => this.answer(() => { store.rows.clear(); }),
      /** The last row: the one way this app walks a store. */
      openCursor: (_range: null, _direction: 'prev') => this.answer(() => {
        const last = inOrder(store).at(-1);
        return last ? { value: structuredClone(last[1]) } : null;
      }),
    };
  }

  abort(): void {
    if (this.over) throw new Error('the transaction is over');
    this.over = true;
    for (const [store, rows] of this.before) store.rows = rows;
    this.onabort?.();
  }

  private answer(does: () => unknown): Asked {
    if (this.over) throw new Error('the transaction is over');
    const asked = ask();
    this.open += 1;
    queueMicrotask(() => {
      if (this.over) return;
      asked.result = does();
      asked.onsuccess?.();
      this.open -= 1;
      this.rest();
    });
    return asked;
  }

  private rest(): void {
    // What an answer leads to is asked before the next turn.
    setTimeout(() => {
      if (this.over || this.open > 0) return;
      this.over = true;
      this.oncomplete?.();
    });
  }
}

/** A browser's databases in memory, as far as this app uses them. */
export class MemoryDatabases {
  private readonly held = new Map<string, Map<string, Store>>();

  open(name: string): Asked {
    const asked = ask();
    queueMicrotask(() => {
      const isNew = !this.held.has(name);
      const stores = this.held.get(name) ?? new Map<string, Store>();
      this.held.set(name, stores);
      asked.result = {
        onversionchange: null,
        createObjectStore: (store: string, { keyPath }: { keyPath?: string } = {}) => { stores.set(store, { keyPath: keyPath ?? null, rows: new Map() }); },
        transaction: () => new Transaction(stores),
        close: () => undefined,
      };
      if (isNew) asked.onupgradeneeded?.();
      asked.onsuccess?.();
    });
    return asked;
  }

  deleteDatabase(name: string): Asked {
    const asked = ask();
    queueMicrotask(() => {
      this.held.delete(name);
      asked.onsuccess?.();
    });
    return asked;
  }

  databases(): Promise<{ name: string }[]> { return Promise.resolve([...this.held.keys()].map((name) => ({ name }))); }
}
