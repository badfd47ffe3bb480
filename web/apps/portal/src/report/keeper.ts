import { DraftKeeper } from './DraftKeeper';
import { openShelf } from './shelf';

/** The drafts of this page. */
export const keeper = new DraftKeeper(openShelf(), () => Date.now());

try {
  // Where drafts lay before.
  localStorage.removeItem('linli.report');
} catch {
  // This device keeps nothing.
}
