/** How often a run is looked at while it goes on, in milliseconds. */
const everyMs = 3000;

/** Looks again as long as one of the runs goes on, and no longer; a look that failed is not repeated by itself. */
export function whileRunning(runs: readonly { state: string }[] | undefined, asked: 'error' | 'pending' | 'success'): number | false {
  return asked !== 'error' && runs?.some(({ state }) => state === 'running') ? everyMs : false;
}
