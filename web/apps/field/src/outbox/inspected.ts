import type { Entry, HazardFound, Inspect, Look } from './entry';

/** An inspection as the server takes it: each photo with the fact that it shows; or why the place could not be entered. */
export function inspectBody(entry: Entry, job: Inspect, photos: (string | null)[]): Record<string, unknown> {
  const { place, facts, clean, words, bar, seen } = job;
  const shown = photos.map((file, at) => ({ fact: job.shows[at] ?? null, file }));
  return { id: entry.id, ...place, facts, clean, bar, words, photos: shown, acted_at: entry.acted_at, seen_at: bar === null ? seen : null };
}

/** Evidence that is a file takes the photos in their order. */
function evidenceOf({ evidence }: HazardFound | Look, photos: (string | null)[]): Record<string, unknown>[] {
  const left = [...photos];
  return evidence.map(({ kind, file }) => (file ? { kind, file: left.shift() ?? null } : { kind }));
}

/** What was seen of a hazard as the server takes it. */
export function lookBody(entry: Entry, job: Look, photos: (string | null)[]): Record<string, unknown> {
  const { base, deed, words, lon, lat } = job;
  return { id: entry.id, seen: base, deed, evidence: evidenceOf(job, photos), words, lon: lon ?? null, lat: lat ?? null, acted_at: entry.acted_at };
}

/** A hazard as the server takes it. */
export function hazardBody(entry: Entry, job: HazardFound, photos: (string | null)[]): Record<string, unknown> {
  return { id: entry.id, ...job.place, kind: job.hazard, how: 'inspection', evidence: evidenceOf(job, photos), words: job.words, lon: job.lon ?? null, lat: job.lat ?? null, acted_at: entry.acted_at };
}
