import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Draft } from '../outbox/entry';
import { MemoryDatabases } from '../store/memoryDatabases';
import { Field } from './Field';

const both = { zh: '甲', en: 'a' };
const account = (login: string) => ({ login, name: login, office: both, role: 'grid_worker', roles: ['grid_worker'], areas: [{ path: '990106' }], nav: [] });
const detail = { id: 'c1', number: 'N-1', version: 1, state: 'assigned', actions: [] };
const note = (id: string): Draft => ({ id, photos: [], job: { kind: 'act', case: 'c1', number: 'N-1', title: both, label: both, base: 1, deed: { deed: 'note' }, words: 'w' } });

/** A server with one case, of the account that handles it, behind a network that can be lost. */
class Server {
  online = true;
  session: string | null = null;
  /** A sign-in is through once this is. */
  signingIn = Promise.resolve();
  readonly asked: string[] = [];
  /** What arrived, and in whose name. */
  readonly arrived: [string | null, string][] = [];

  readonly fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    if (!this.online) return Promise.reject(new TypeError('no network'));
    const [method, path] = [init.method ?? 'GET', url.split('?')[0] ?? ''];
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, string>) : {};
    this.asked.push(`${method} ${path}`);
    if (`${method} ${path}` === 'POST /api/session') {
      return this.signingIn.then(() => {
        this.session = body.account ?? '';
        return Response.json({ account: account(this.session) });
      });
    }
    if (this.session === null) return Promise.resolve(Response.json({}, { status: 401 }));
    if (path === '/api/session') return Promise.resolve(Response.json({ account: account(this.session) }));
    if (path === '/api/duty') return Promise.resolve(Response.json({}, { status: 403 }));
    if (path === '/api/cases') return Promise.resolve(Response.json({ rows: this.session === 'first' && url.includes('officer=me') ? [{ id: 'c1', version: 1 }] : [] }));
    if (path === '/api/cases/micro-events') return Promise.resolve(Response.json({ rows: [] }));
    if (path.endsWith('/catalogue')) return Promise.resolve(Response.json({ kinds: [] }));
    if (method === 'POST') this.arrived.push([this.session, body.id ?? '']);
    return Promise.resolve(Response.json(detail));
  };
}

let server: Server;
const soon = setTimeout;
const signIn = (field: Field, login: string) => field.signIn({ account: login, password: 'p', lang: 'en' });

beforeEach(() => {
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('indexedDB', new MemoryDatabases());
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('navigator', { onLine: true });
  // What comes back by itself a second later would come into another test.
  vi.stubGlobal('setTimeout', (does: () => void, ms = 0) => (ms > 0 ? 0 : soon(does)));
});
afterEach(() => { vi.unstubAllGlobals(); });

/** Somebody has a case on the device, and an action on it that could not be sent. */
async function worked(field: Field): Promise<void> {
  await signIn(field, 'first');
  expect(field.current().cases.map(({ id }) => id)).toEqual(['c1']);
  server.online = false;
  await field.act([note('n1')]);
  await vi.waitFor(() => { expect([field.current().link, field.current().entries.length, server.arrived]).toEqual(['offline', 1, []]); });
  server.online = true;
}

test('whoever signs in after somebody who went sees and sends nothing of theirs, and they send it themselves once they are back', async () => {
  const field = new Field();
  await worked(field);
  server.session = null;
  await signIn(field, 'second');
  const { account: who, cases, entries, othersWait } = field.current();
  expect([who?.login, cases, entries, othersWait]).toEqual(['second', [], [], 1]);
  expect(server.arrived).toEqual([]);
  await signIn(field, 'first');
  expect(server.arrived).toEqual([['first', 'n1']]);
  expect([field.current().othersWait, field.current().cases.length]).toEqual([0, 1]);
});

test('while another window has somebody else signed in, nothing is shown or sent of whoever was here', async () => {
  const field = new Field();
  await worked(field);
  server.session = 'second';
  void field.sync(true);
  await vi.waitFor(() => { expect([field.current().link, field.current().away, field.current().cases, server.arrived]).toEqual(['other', true, [], []]); });
  server.session = 'first';
  void field.sync(true);
  await vi.waitFor(() => { expect([field.current().link, field.current().away, server.arrived]).toEqual(['online', false, [['first', 'n1']]]); });
});

test('a round that is asked for while somebody signs in sends nothing in their name, though the browser has no locks', async () => {
  const field = new Field();
  await worked(field);
  server.asked.length = 0;
  let through = (): void => undefined;
  server.signingIn = new Promise((done) => { through = done; });
  const signing = signIn(field, 'second');
  await vi.waitFor(() => { expect(server.asked).toEqual(['POST /api/session']); });
  void field.sync(true);
  through();
  await signing;
  await vi.waitFor(() => { expect([field.current().link, field.current().busy]).toEqual(['online', false]); });
  const { account: who, away, othersWait } = field.current();
  expect([who?.login, away, othersWait, server.arrived]).toEqual(['second', false, 1, []]);
});

test('no page is shown of an account whose device is not open yet', async () => {
  const field = new Field();
  const shown: boolean[] = [];
  field.subscribe(() => {
    if (field.current().account === null) return;
    try { shown.push(field.here.login === field.current().account?.login); } catch { shown.push(false); }
  });
  await signIn(field, 'first');
  server.session = null;
  await signIn(field, 'second');
  expect(shown.length > 0 && shown.every(Boolean)).toBe(true);
});

test('where what others left cannot be opened, one’s own day is shown all the same, without a network too', async () => {
  const before = new Field();
  await worked(before);
  server.online = false;
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('setInterval', () => 0);
  vi.stubGlobal('document', { documentElement: { lang: 'en' }, visibilityState: 'hidden', addEventListener: () => undefined });
  const open = indexedDB.open.bind(indexedDB);
  open('linli.field.third');
  vi.stubGlobal('indexedDB', Object.assign(indexedDB, { open: (name: string, version?: number) => {
    if (name === 'linli.field.third') throw new DOMException('refused', 'InvalidStateError');
    return open(name, version);
  } }));
  const field = new Field();
  await field.begin();
  const { account: who, cases, entries } = field.current();
  expect([who?.login, cases.map(({ id }) => id), entries.length]).toEqual(['first', ['c1'], 1]);
});
