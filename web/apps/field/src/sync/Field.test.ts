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
  /** What arrived, and in whose name. */
  readonly arrived: [string | null, string][] = [];

  readonly fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    if (!this.online) return Promise.reject(new TypeError('no network'));
    const [method, path] = [init.method ?? 'GET', url.split('?')[0] ?? ''];
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, string>) : {};
    if (`${method} ${path}` === 'POST /api/session') this.session = body.account ?? null;
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
const signIn = (field: Field, login: string) => field.signIn({ account: login, password: 'p', lang: 'en' });

beforeEach(() => {
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('indexedDB', new MemoryDatabases());
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('navigator', { onLine: true });
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
