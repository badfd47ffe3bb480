import { expect, test, vi } from 'vitest';
import type { PushNews } from '../client/messages';
import { type PushScope, shown, tellOfPushes } from './worker';

const app = { home: '/field/', pageOf: (link: string) => `/field/#${link}` };
const title = { zh: '有事件指派给您', en: 'A case was assigned to you' };
const device = { id: '1', device: 'Firefox · Android', shows_title: true, made_at: '2026-01-05T01:00:00Z', told_at: null };
const news: PushNews = { device, unseen: 1, title, link: '/cases/1', lang: 'en' };

test('a title stands there only where the server gives one', () => {
  expect(shown(news, app, 'zh-CN')).toEqual({ title: title.en, lang: 'en', url: '/field/#/cases/1' });
  expect(shown({ ...news, title: null }, app, 'zh-CN').title).toBe('You have a new message from linli');
  expect(shown({ ...news, lang: 'zh' }, app, 'en').title).toBe(title.zh);
  expect(shown({ ...news, title: null, link: null, unseen: 0 }, app, 'en')).toEqual({ title: 'Nothing new in linli', lang: 'en', url: '/field/' });
});

test('without an answer it says only that there is something', () => {
  expect(shown(null, app, 'zh-CN')).toEqual({ title: '邻里有一条新消息', lang: 'zh', url: '/field/' });
});

test('a push asks our own server, by the endpoint of this browser, and shows what it said', async () => {
  const listeners = new Map<string, (event: unknown) => void>();
  const told: [string, object][] = [];
  const scope = {
    addEventListener: (kind: string, then: (event: unknown) => void) => listeners.set(kind, then),
    registration: {
      pushManager: { getSubscription: () => Promise.resolve({ endpoint: 'https://push.example.org/abc' }) },
      showNotification: (words: string, options: object) => { told.push([words, options]); return Promise.resolve(); },
    },
    clients: {},
  } as unknown as PushScope;
  const asked = vi.fn((_path: string, _init: { body: string }) => Promise.resolve(new Response(JSON.stringify(news))));
  vi.stubGlobal('fetch', asked);
  vi.stubGlobal('navigator', { language: 'zh-CN' });
  tellOfPushes(scope, app);
  let work: Promise<void> | undefined;
  listeners.get('push')?.({ waitUntil: (doing: Promise<void>) => { work = doing; } });
  await work;
  vi.unstubAllGlobals();
  expect(asked.mock.calls.map(([path, { body }]) => [path, body])).toEqual([['/api/messages/push/news', '{"endpoint":"https://push.example.org/abc"}']]);
  expect(told).toHaveLength(1);
  expect(told[0]?.[0]).toBe(title.en);
  expect(told[0]?.[1]).toMatchObject({ tag: 'linli', data: '/field/#/cases/1' });
});
