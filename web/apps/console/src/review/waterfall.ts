/** A bar of the waterfall: what it stands for, which level held, and where it begins and ends, in bits. */
export interface Bar { key: string; level: string | null; from: number; to: number }

interface Step { comparison: string; level: string; weight: number }

/** The bars of a pair: the prior first, then each step from where the last one ended. */
export function bars(weight: number, steps: readonly Step[]): { bars: Bar[]; low: number; high: number } {
  const own = steps.filter(({ comparison }) => comparison !== 'prior');
  const prior = weight - own.reduce((sum, step) => sum + step.weight, 0);
  const all: Bar[] = [{ key: 'prior', level: null, from: 0, to: prior }];
  let at = prior;
  for (const step of own) {
    all.push({ key: step.comparison, level: step.level, from: at, to: at + step.weight });
    at += step.weight;
  }
  const ends = all.flatMap(({ from, to }) => [from, to]);
  return { bars: all, low: Math.min(0, ...ends), high: Math.max(0, ...ends) };
}
