/** A bar of the waterfall: where it begins and ends, in bits. */
export interface Bar { key: string; from: number; to: number }

/** The bars of a pair: the prior first, then each step from where the last one ended. */
export function bars(weight: number, steps: readonly { comparison: string; weight: number }[]): { bars: Bar[]; low: number; high: number } {
  const prior = weight - steps.reduce((sum, step) => sum + step.weight, 0);
  const all: Bar[] = [{ key: 'prior', from: 0, to: prior }];
  let at = prior;
  for (const step of steps) {
    all.push({ key: step.comparison, from: at, to: at + step.weight });
    at += step.weight;
  }
  const ends = all.flatMap(({ from, to }) => [from, to]);
  return { bars: all, low: Math.min(0, ...ends), high: Math.max(0, ...ends) };
}
