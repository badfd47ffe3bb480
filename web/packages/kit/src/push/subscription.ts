import { type PushAdded, type PushNews, write } from '../client';
import { deviceName } from './deviceName';

/** The service worker of an app: its file, and the folder whose pages it stands behind. */
export interface PushWorker { path: string; scope: string }

/** Whether this browser can be told by push from this page. */
export function canPush(): boolean {
  return isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** The subscription of this browser for an app, where it has one. */
export async function subscriptionOf(worker: PushWorker): Promise<PushSubscription | null> {
  if (!canPush()) return null;
  const found = await navigator.serviceWorker.getRegistration(worker.scope);
  // The worker of a folder above may answer for a page that has none of its own.
  const own = found?.scope === new URL(worker.scope, location.href).href ? found : undefined;
  return (await own?.pushManager.getSubscription()) ?? null;
}

/** What the server knows of a subscription. */
export function newsOf(subscription: PushSubscription): Promise<PushNews> {
  return write<PushNews>('POST', '/api/messages/push/news', { endpoint: subscription.endpoint });
}

function active(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return Promise.resolve();
  return new Promise((done, failed) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') done();
      else if (coming.state === 'redundant') failed(new Error('the service worker could not be installed'));
    });
  });
}

/** Subscribes this browser and names it to the server; nothing where its user does not allow notifications. */
export async function subscribe(worker: PushWorker, key: string): Promise<void> {
  // Asked first: browsers ask their user in answer to a press alone.
  if ((await Notification.requestPermission()) !== 'granted') return;
  const registration = await navigator.serviceWorker.register(worker.path, { scope: worker.scope });
  await active(registration);
  // One that was made with another key is of no use.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  try {
    await write<PushAdded>('POST', '/api/messages/push', { endpoint: subscription.endpoint, device: deviceName(navigator.userAgent), shows_title: false });
  } catch (cause) {
    await subscription.unsubscribe();
    throw cause;
  }
}

/** Ends the subscription of this browser, here and at the server: whoever signs out is told here no more. It never fails; a server that was not reached learns it at its next push. */
export async function unsubscribe(worker: PushWorker): Promise<void> {
  try {
    const subscription = await subscriptionOf(worker);
    if (!subscription) return;
    const { device } = await newsOf(subscription).catch(() => ({ device: null }));
    if (device) await write<undefined>('DELETE', `/api/messages/push/${device.id}`).catch(() => undefined);
    await subscription.unsubscribe();
  } catch {
    // The browser has no subscription that could be ended.
  }
}
