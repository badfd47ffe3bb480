/** Seconds between two instants; null while the second is not there. */
export function secondsOf(from: string, to: string | null): number | null {
  return to ? (Date.parse(to) - Date.parse(from)) / 1000 : null;
}
