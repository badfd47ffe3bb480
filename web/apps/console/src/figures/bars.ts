/** A bar of a chart: how much, of how much where both are counted, and the same in words. */
export interface Bar { key: string; title: string; value: number | null; whole?: number; shown: string }

/** With more rows than these a chart is longer than it helps: the table tells them. */
export const mostBars = 60;

/** The longest of some bars, against which the others are drawn. */
export function topOf(bars: Bar[]): number {
  return bars.reduce((top, { value, whole }) => Math.max(top, value ?? 0, whole ?? 0), 0);
}

/** How long a bar is, in hundredths of the longest that there may be. */
export function lengthOf(value: number | null | undefined, top: number): number {
  if (value === null || value === undefined || top <= 0) return 0;
  return Math.min(100, Math.max(0, (value / top) * 100));
}
