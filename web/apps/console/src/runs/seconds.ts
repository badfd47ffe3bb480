/** Seconds between two instants, to a tenth; null while the second is not there. */
export function secondsOf(from: string, to: string | null): number | null {
  return to ? Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10 : null;
}
