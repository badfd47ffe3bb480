/** The service worker: keeps the shell, so that the app opens without a network, what draws the map where that was taken along, and tells of pushes. Nothing of a case passes through it. */
import { type PushScope, tellOfPushes } from '@linli/kit/push/worker';

declare const __SHELL__: string[];
/** What draws the map; kept only where the map was taken along. */
declare const __MAP__: string[];
declare const __VERSION__: string;

interface Waiting extends Event { waitUntil(work: Promise<unknown>): void }
interface Told extends Waiting { data: unknown; ports: readonly MessagePort[] }
interface Asked extends Waiting { request: Request; respondWith(answer: Promise<Response>): void }
interface Worker {
  addEventListener(kind: 'install' | 'activate', then: (event: Waiting) => void): void;
  addEventListener(kind: 'fetch', then: (event: Asked) => void): void;
  addEventListener(kind: 'message', then: (event: Told) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const worker = self as unknown as Worker;
const family = 'linli-field-';
const own = `${family}${__VERSION__}`;

const fresh = (paths: string[]) => paths.map((path) => new Request(path, { cache: 'reload' }));

/** Whether tiles were taken along on this device: their cache is named so. */
const hasMap = async () => (await caches.keys()).some((name) => name.startsWith('linli-map-'));

worker.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(own);
    await cache.addAll(fresh([...__SHELL__, ...(await hasMap() ? __MAP__ : [])]));
    // A page holds all that it needs from its beginning, the map apart, which says so: a newer shell may take over at once.
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

// The map is being taken along: what draws it comes too.
worker.addEventListener('message', (event) => {
  if (event.data !== 'keep-map') return;
  const keep = async () => {
    const isKept = await (await caches.open(own)).addAll(fresh(__MAP__)).then(() => true, () => false);
    event.ports[0]?.postMessage(isKept);
  };
  event.waitUntil(keep());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith('/field/')) return;
  const kept = async () => {
    const cache = await caches.open(own);
    const found = await cache.match(request.mode === 'navigate' ? '/field/' : request);
    return found ?? fetch(request);
  };
  event.respondWith(kept());
});

/** The page of this app that a message leads to: a case has one. */
const pageOf = (link: string) => (link.startsWith('/cases/') ? `/field/#/case/${link.slice('/cases/'.length)}` : '/field/');

tellOfPushes(self as unknown as PushScope, { home: '/field/', pageOf });
