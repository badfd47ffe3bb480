let before: Promise<unknown> = Promise.resolve();

/**
 * What the windows of this app do in the name of whoever is signed in, and the change of who that is, they do one after the other.
 * Where a browser has no locks, a window keeps to it by itself at least.
 */
export async function alone<T>(does: () => Promise<T>): Promise<T> {
  if ('locks' in navigator) return navigator.locks.request('linli.field', does) as Promise<unknown> as Promise<T>;
  const now = before.then(does);
  before = now.catch(() => undefined);
  return now;
}
