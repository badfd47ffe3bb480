/** How much of a file is looked at to guess how many rows it has. */
export const sampleBytes = 262_144;

/** What is worth saying of the time that is left, in milliseconds of washing and in rows. */
const [leastMs, leastRows] = [1000, 20];

const [lineFeed, utf16] = [0x0a, [[0xff, 0xfe], [0xfe, 0xff]]] as const;

/**
 * Guesses the rows of a table without its header: the line ends of its first
 * bytes, carried over to its `size` in bytes. Null where lines are no rows: a
 * workbook (which is a ZIP file), or nothing to go by.
 */
export function guessRows(sample: Uint8Array, size: number): number | null {
  if (sample.length === 0 || (sample[0] === 0x50 && sample[1] === 0x4b)) return null;
  const wide = utf16.some(([first, second]) => sample[0] === first && sample[1] === second);
  const low = sample[0] === 0xff ? 0 : 1;
  let ends = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== lineFeed) continue;
    // In UTF-16 the byte stands in other characters too, as in U+4E0A.
    if (!wide || (at % 2 === low && sample[low === 0 ? at + 1 : at - 1] === 0)) ends += 1;
  }
  if (ends === 0) return null;
  const whole = sample.length >= size;
  const endsOpen = whole && sample[sample.length - (wide && low === 0 ? 2 : 1)] !== lineFeed;
  const lines = whole ? ends + (endsOpen ? 1 : 0) : Math.round((ends / sample.length) * size);
  return Math.max(1, lines - 1);
}

/** Which share of the rows is done; never more than all. Null where nobody knows how many there are. */
export function shareDone(rows: number, all: number | null): number | null {
  return all === null ? null : Math.min(1, rows / all);
}

/** Seconds until the last row, at the pace so far. Null as long as a guess would be one of chance. */
export function secondsLeft(rows: number, all: number | null, elapsedMs: number): number | null {
  if (all === null || rows < leastRows || elapsedMs < leastMs) return null;
  return Math.ceil((Math.max(0, all - rows) * elapsedMs) / rows / 1000);
}
