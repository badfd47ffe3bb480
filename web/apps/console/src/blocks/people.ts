import type { CountDimension } from '@linli/kit/client';

/** What people may be counted by, in the order in which a cut names them. */
export const dimensions = ['age', 'sex', 'registered', 'education', 'dwelling'] as const;

/** The name of a cut: the dimensions in their order. */
export function cutName(first: string, second: string): string {
  return dimensions.filter((name) => name === first || name === second).join(',');
}

/** A number of people; null where it is withheld. */
export type Told = number | null;

/** A row of a count: a value of the first dimension, and a number for each value of the second, or one. */
export interface CountRow { value: string; numbers: Told[] }

/** The cells of a cut in rows. A value of which nobody is told in any cell is left out, unless it is all there is. */
export function rowsOf(by: CountDimension[], cells: Told[]): { columns: string[]; rows: CountRow[] } {
  const [first, second] = by;
  if (!first) return { columns: [], rows: [] };
  const width = second?.values.length ?? 1;
  const all = first.values.map((value, at) => ({ value, numbers: cells.slice(at * width, (at + 1) * width) }));
  const shown = (second?.values ?? ['']).map((_, column) => all.some(({ numbers }) => numbers[column] !== 0));
  const keep = shown.some(Boolean) ? shown : shown.map(() => true);
  const rows = all.filter(({ numbers }) => numbers.some((n) => n !== 0)).map(({ value, numbers }) => ({ value, numbers: numbers.filter((_, column) => keep[column]) }));
  return { columns: (second?.values ?? []).filter((_, column) => keep[column]), rows };
}
