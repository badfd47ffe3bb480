import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Duty, type Facts, OwnDutyKeeper } from './OwnDutyKeeper';

/** A server that keeps one person's duty, and all that was sent to it. */
class Server {
  on = false;
  reachable = true;
  readonly sent: string[] = [];

  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    if (!this.reachable) return Promise.reject(new TypeError('no network'));
    const method = init.method ?? 'GET';
    this.sent.push(`${method} ${url}${typeof init.body === 'string' ? ` ${init.body}` : ''}`);
    if (method === 'POST') this.on = true;
    if (method === 'DELETE') this.on = false;
    if (method === 'PUT' && !this.on) return Promise.resolve(new Response('{}', { status: 409 }));
    const own = { on: this.on, area: null, since: this.on ? '2026-01-05T01:00:00Z' : null, position: null, position_at: null };
    return Promise.resolve(new Response(JSON.stringify(own)));
  };
}

class Kept implements Facts {
  readonly held = new Map<string, unknown>();
  fact<T>(key: string): Promise<T | undefined> { return Promise.resolve(this.held.get(key) as T | undefined); }
  setFact(key: string, value: unknown): Promise<void> { this.held.set(key, value); return Promise.resolve(); }
}

const closed: string[] = [];
let asked = 0;

async function begun(): Promise<{ server: Server; kept: Kept; keeper: OwnDutyKeeper; now(): Duty | null }> {
  const [server, kept] = [new Server(), new Kept()];
  let shown: Duty | null = null;
  vi.stubGlobal('fetch', server.fetch);
  const keeper = new OwnDutyKeeper((duty) => { shown = duty; }, () => undefined);
  await keeper.open(kept);
  return { server, kept, keeper, now: () => shown };
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  closed.length = 0;
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('EventSource', class { addEventListener(): void { /* heard of elsewhere */ } close(): void { closed.push('stream'); } });
  vi.stubGlobal('navigator', { geolocation: { getCurrentPosition: (done: (at: unknown) => void) => { asked += 1; done({ coords: { longitude: 113.912_345_67, latitude: 22.5 } }); } } });
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

test('without consent the device is never asked where it is', async () => {
  const { server, keeper } = await begun();
  await keeper.begin();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toBe(0);
  expect(server.sent.filter((line) => line.includes('lon'))).toEqual([]);
});

test('with consent it is told about every two minutes, coarsely, and no more once off duty', async () => {
  const { server, keeper } = await begun();
  await keeper.share(true);
  expect(asked).toBe(0);
  await keeper.begin();
  await vi.advanceTimersByTimeAsync(240_000);
  expect(server.sent.filter((line) => line.startsWith('PUT'))).toEqual(Array.from({ length: 3 }, () => 'PUT /api/duty/position {"lon":113.9123,"lat":22.5}'));
  await keeper.end();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([asked, closed]).toEqual([3, ['stream']]);
});

test('off duty without a network: nothing is sent from then on, and the server is told first of all', async () => {
  const { server, kept, keeper, now } = await begun();
  await keeper.share(true);
  await keeper.begin();
  server.reachable = false;
  await keeper.end();
  expect(now()).toMatchObject({ on: false, endWaits: true });
  server.reachable = true;
  server.sent.length = 0;
  const again = new OwnDutyKeeper(() => undefined, () => undefined);
  await again.open(kept);
  await again.catchUp();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([server.sent, server.on]).toEqual([['DELETE /api/duty'], false]);
});

test('gone off duty on another device, this one rests too', async () => {
  const { server, keeper, now } = await begun();
  await keeper.share(true);
  await keeper.begin();
  server.on = false;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(now()).toMatchObject({ on: false, endWaits: false });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(server.sent.filter((line) => line.startsWith('PUT')).length).toBe(2);
});

test('once somebody else is signed in, a window that stayed open does not tell where it is in their name', async () => {
  const [server, kept] = [new Server(), new Kept()];
  let isOwn = true;
  vi.stubGlobal('fetch', server.fetch);
  const keeper = new OwnDutyKeeper(() => undefined, () => undefined, (tells) => (isOwn ? tells() : Promise.resolve()));
  await keeper.open(kept);
  await keeper.share(true);
  await keeper.begin();
  isOwn = false;
  server.sent.length = 0;
  await vi.advanceTimersByTimeAsync(240_000);
  expect(server.sent).toEqual([]);
  isOwn = true;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(server.sent.length).toBe(1);
});
