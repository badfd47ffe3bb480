import type { Entry, HazardFound, Inspect } from './entry';

/** An inspection as the server takes it: each photo with the fact that it shows; or why the place could not be entered. */
export function inspectBody(entry: Entry, job: Inspect, photos: (string | null)[]): Record<string, unknown> {
  const { place, facts, clean, words, bar, seen } = job;
  const shown = photos.map((file, at) => ({ fact: job.shows[at] ?? null, file }));
  return { id: entry.id, ...place, facts, clean, bar, words, photos: shown, acted_at: entry.acted_at, seen_at: bar === null ? seen : null };
}

/** A hazard as the server takes it: evidence that is a file takes the photos in their order. */
export function hazardBody(entry: Entry, job: HazardFound, photos: (string | null)[]): Record<string, unknown> {
  const left = [...photos];
  const evidence = job.evidence.map(({ kind, file }) => (file ? { kind, file: left.shift() ?? null } : { kind }));
  return { id: entry.id, ...job.place, kind: job.hazard, how: 'inspection', evidence, words: job.words, lon: job.lon ?? null, lat: job.lat ?? null, acted_at: entry.acted_at };
}
