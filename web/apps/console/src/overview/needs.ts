import type { CaseRow, Inbox, Run, SourceRow, Text } from '@linli/kit/client';
import { type HeapName, heaps } from '../cases/heaps';

/** Something that waits for a person. */
export type Need =
  | { kind: 'run'; id: string; at: string }
  | { kind: 'leads'; id: 'leads'; n: number; to: string }
  /** Cases of the inbox, with the one of them that is due first. */
  | { kind: 'cases'; id: HeapName; n: number; first: CaseRow | null; to: string }
  | { kind: 'rejects' | 'unmatched'; id: string; n: number; name: Text };

type Heap = Extract<Need, { name: Text }>;

/** What waits: a run that stopped first, then the largest heaps. */
export function needsOf(run: Run | null | undefined, sources: readonly SourceRow[]): Need[] {
  const stopped: Need[] = run?.state === 'failed' ? [{ kind: 'run', id: run.id, at: run.started_at }] : [];
  const rejects = sources.map(({ id, rejected, name }): Heap => ({ kind: 'rejects', id, n: rejected, name }));
  const unmatched = new Map<string, Heap>();
  for (const { source, name, c, none } of run?.rates ?? []) {
    const before = unmatched.get(source)?.n ?? 0;
    unmatched.set(source, { kind: 'unmatched', id: source, n: before + c + none, name });
  }
  const largest = [...rejects, ...unmatched.values()].filter(({ n }) => n > 0);
  return [...stopped, ...largest.sort((a, b) => b.n - a.n)];
}

/** What waits in cases: the heap that is due first on top, what has no deadline after it, and leads last. */
export function caseNeedsOf(inbox: Inbox | undefined, area: string | null): Need[] {
  if (!inbox) return [];
  const within = area ? `&area=${area}` : '';
  const waiting = heaps.map(([id, query]) => {
    // A case that is looked at again was done in time or not: it has no deadline any more.
    const due = id === 'recheck' ? [] : inbox[id].rows.filter((row) => row.due_at !== null);
    const [first = null] = due.sort((a, b) => dueOf(a) - dueOf(b));
    return { kind: 'cases' as const, id, n: inbox[id].total, first, to: `/cases?tab=list&${query}${within}` };
  });
  const cases = waiting.filter(({ n }) => n > 0).sort((a, b) => (dueOf(a.first) < dueOf(b.first) ? -1 : dueOf(a.first) > dueOf(b.first) ? 1 : 0));
  return inbox.leads > 0 ? [...cases, { kind: 'leads', id: 'leads', n: inbox.leads, to: `/cases?tab=leads${within}` }] : cases;
}

/** The deadline as a number; none is later than any. */
function dueOf(row: CaseRow | null): number {
  return row?.due_at ? Date.parse(row.due_at) : Infinity;
}
