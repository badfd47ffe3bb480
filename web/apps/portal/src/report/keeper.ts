import { DraftKeeper } from './DraftKeeper';
import { openShelf } from './shelf';

/** The drafts of this page. */
export const keeper = new DraftKeeper(openShelf(), () => Date.now());

// What was left too long goes whichever page of the portal is opened.
void keeper.begun().catch(() => null);

try {
  // Where drafts lay before.
  localStorage.removeItem('linli.report');
} catch {
  // This device keeps nothing.
}
