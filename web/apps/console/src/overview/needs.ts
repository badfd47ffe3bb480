import type { RunRow, SourceRow } from '@linli/kit/client';

/** Something that waits for a person. */
export type Need =
  | { kind: 'run'; id: string; at: string }
  | { kind: 'rejects'; id: string; n: number; source: SourceRow }
  | { kind: 'unmatched'; id: string; n: number; source: SourceRow };

/** What waits: a run that stopped first, then the largest heaps. */
export function needsOf(run: RunRow | null | undefined, sources: readonly SourceRow[]): Need[] {
  const stopped: Need[] = run?.state === 'failed' ? [{ kind: 'run', id: run.id, at: run.started_at }] : [];
  const heaps = sources.flatMap((source): Exclude<Need, { kind: 'run' }>[] => [
    { kind: 'rejects', id: source.id, n: source.rejected, source },
    { kind: 'unmatched', id: source.id, n: source.rows - source.rejected - source.matched, source },
  ]);
  return [...stopped, ...heaps.filter((heap) => heap.n > 0).sort((a, b) => b.n - a.n)];
}
