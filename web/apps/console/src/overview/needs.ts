import type { Run, SourceRow, Text } from '@linli/kit/client';

/** Something that waits for a person. */
export type Need =
  | { kind: 'run'; id: string; at: string }
  | { kind: 'rejects' | 'unmatched'; id: string; n: number; name: Text };

type Heap = Exclude<Need, { kind: 'run' }>;

/** What waits: a run that stopped first, then the largest heaps. */
export function needsOf(run: Run | null | undefined, sources: readonly SourceRow[]): Need[] {
  const stopped: Need[] = run?.state === 'failed' ? [{ kind: 'run', id: run.id, at: run.started_at }] : [];
  const rejects = sources.map(({ id, rejected, name }): Heap => ({ kind: 'rejects', id, n: rejected, name }));
  const unmatched = new Map<string, Heap>();
  for (const { source, name, c, none } of run?.rates ?? []) {
    const before = unmatched.get(source)?.n ?? 0;
    unmatched.set(source, { kind: 'unmatched', id: source, n: before + c + none, name });
  }
  const heaps = [...rejects, ...unmatched.values()].filter(({ n }) => n > 0);
  return [...stopped, ...heaps.sort((a, b) => b.n - a.n)];
}
