/** What a service worker does with the shell of an app: kept whole, so that the app opens without a network. Imported by service workers alone. */

interface Waiting extends Event { waitUntil(work: Promise<unknown>): void }
interface Told extends Waiting { data: unknown; ports: readonly MessagePort[] }
interface Asked extends Waiting { request: Request; respondWith(answer: Promise<Response>): void }

/** The global scope of a service worker, as far as a shell needs it. */
export interface ShellScope {
  addEventListener(kind: 'install' | 'activate', then: (event: Waiting) => void): void;
  addEventListener(kind: 'fetch', then: (event: Asked) => void): void;
  addEventListener(kind: 'message', then: (event: Told) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

/** Files that not everybody needs: kept with the shell where they are wanted on this device, or once a page sends the word `asked`. */
interface Later { files: string[]; asked: string; isWanted(): Promise<boolean> }

/** An app's files, a name that changes with any of them, where the app begins, and how the names of its caches do. */
export interface AppShell { family: string; home: string; files: string[]; version: string; later?: Later }

const fresh = (paths: string[]) => paths.map((path) => new Request(path, { cache: 'reload' }));

/** Keeps the shell. Answers of the interface lie outside its home and do not pass through it. */
export function keepShell(worker: ShellScope, { family, home, files, version, later }: AppShell): void {
  const own = `${family}${version}`;
  worker.addEventListener('install', (event) => {
    const keep = async () => {
      const cache = await caches.open(own);
      await cache.addAll(fresh([...files, ...(later && await later.isWanted() ? later.files : [])]));
      // A page holds all that it needs from its beginning, but for what comes later and says so: a newer shell may take over at once.
      await worker.skipWaiting();
    };
    event.waitUntil(keep());
  });
  worker.addEventListener('activate', (event) => {
    const tidy = async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(family) && name !== own);
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    };
    event.waitUntil(tidy());
  });
  if (later) {
    worker.addEventListener('message', (event) => {
      if (event.data !== later.asked) return;
      const keep = async () => {
        const isKept = await (await caches.open(own)).addAll(fresh(later.files)).then(() => true, () => false);
        event.ports[0]?.postMessage(isKept);
      };
      event.waitUntil(keep());
    });
  }
  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith(home)) return;
    const kept = async () => {
      const cache = await caches.open(own);
      const found = await cache.match(request.mode === 'navigate' ? home : request);
      return found ?? fetch(request);
    };
    event.respondWith(kept());
  });
}
