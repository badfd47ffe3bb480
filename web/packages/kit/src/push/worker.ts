/**
 * What a service worker does with a push: the push says nothing, so the worker asks our own server what is new.
 * Imported by service workers alone, which stand in one file.
 */
import type { PushNews } from '../client/messages';
import { pushed as en } from '../texts/en/pushed';
import { pushed as zh } from '../texts/zh/pushed';

interface Waiting extends Event { waitUntil(work: Promise<void>): void }
interface Clicked extends Waiting { notification: { data: unknown; close(): void } }
interface Page { url: string; focus(): Promise<Page>; navigate(url: string): Promise<Page | null> }

/** The global scope of a service worker, as far as a push needs it. */
export interface PushScope {
  addEventListener(kind: 'push', then: (event: Waiting) => void): void;
  addEventListener(kind: 'notificationclick', then: (event: Clicked) => void): void;
  registration: {
    pushManager: { getSubscription(): Promise<{ endpoint: string } | null> };
    showNotification(title: string, options: object): Promise<void>;
  };
  clients: {
    matchAll(which: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Page[]>;
    openWindow(url: string): Promise<Page | null>;
  };
}

/** An app that is told: where it begins, and which page of its own a message leads to. */
export interface PushedApp { home: string; pageOf(link: string): string }

const words = { zh, en };

/** What is shown. Without an answer, signed out or without a network, it says only that there is something. */
export function shown(news: PushNews | null, app: PushedApp, browserLang: string) {
  const lang = (news?.lang ?? browserLang).startsWith('en') ? 'en' : 'zh';
  const plain = news?.unseen === 0 ? words[lang].nothing : words[lang].fresh;
  return { title: news?.title?.[lang] ?? plain, lang, url: news?.link ? app.pageOf(news.link) : app.home };
}

async function ask(scope: PushScope): Promise<PushNews | null> {
  try {
    const subscription = await scope.registration.pushManager.getSubscription();
    if (!subscription) return null;
    const answer = await fetch('/api/messages/push/news', {
      method: 'POST', credentials: 'same-origin', cache: 'no-store',
      headers: { 'x-linli': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint: subscription.endpoint }),
    });
    return answer.ok ? ((await answer.json()) as PushNews) : null;
  } catch {
    return null;
  }
}

/** Tells of pushes, and opens what a notification is about. */
export function tellOfPushes(scope: PushScope, app: PushedApp): void {
  scope.addEventListener('push', (event) => {
    const tell = async () => {
      const { title, lang, url } = shown(await ask(scope), app, navigator.language);
      // One of ours at a time: a later one takes its place.
      await scope.registration.showNotification(title, { tag: 'linli', renotify: true, icon: '/field/icon-192.png', lang, data: url });
    };
    event.waitUntil(tell());
  });
  scope.addEventListener('notificationclick', (event) => {
    const { notification } = event;
    notification.close();
    const url = new URL(typeof notification.data === 'string' ? notification.data : app.home, location.origin).href;
    const open = async () => {
      const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
      const page = pages.find((each) => each.url.startsWith(new URL(app.home, location.origin).href));
      // A page that this worker does not hold cannot be led anywhere.
      const led = page && (await page.navigate(url).catch(() => null));
      if (led) await led.focus();
      else await scope.clients.openWindow(url);
    };
    event.waitUntil(open());
  });
}
