import type { CatalogueFiles } from '@linli/kit/client';

/** Files as they are being written, with what can be undone and done again. */
export interface History { past: CatalogueFiles[]; now: CatalogueFiles; future: CatalogueFiles[] }

/** Steps that can be undone at the most. */
const most = 200;

/** Files from the server: nothing to undo. */
export const begun = (now: CatalogueFiles): History => ({ past: [], now, future: [] });

/** One more change. */
export function changed({ past, now }: History, next: CatalogueFiles): History {
  return { past: [...past, now].slice(-most), now: next, future: [] };
}

/** The last change taken back; the same where there is none. */
export function undone(history: History): History {
  const last = history.past.at(-1);
  return last ? { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] } : history;
}

/** What was taken back, done again; the same where there is nothing. */
export function redone(history: History): History {
  const [next, ...future] = history.future;
  return next ? { past: [...history.past, history.now], now: next, future } : history;
}
