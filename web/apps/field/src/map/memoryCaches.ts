import type { Caches } from './kept';

/** A browser's caches in memory: addresses are compared as written. */
export class MemoryCaches implements Caches {
  private readonly held = new Map<string, Map<string, Response>>();

  open(name: string): Promise<Cache> {
    const cache = this.held.get(name) ?? new Map<string, Response>();
    this.held.set(name, cache);
    const match = (path: string) => Promise.resolve(cache.get(path)?.clone());
    const put = (path: string, answer: Response) => { cache.set(path, answer); return Promise.resolve(); };
    return Promise.resolve({ match, put } as unknown as Cache);
  }

  keys(): Promise<string[]> { return Promise.resolve([...this.held.keys()]); }

  delete(name: string): Promise<boolean> { return Promise.resolve(this.held.delete(name)); }

  match(request: RequestInfo | URL): Promise<Response | undefined> {
    const path = typeof request === 'string' ? request : '';
    for (const cache of this.held.values()) {
      const found = cache.get(path);
      if (found) return Promise.resolve(found.clone());
    }
    return Promise.resolve(undefined);
  }
}
