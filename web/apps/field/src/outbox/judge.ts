import type { CaseAction } from '@linli/kit/client';
import type { Act, Entry } from './entry';

/** What is known of a case on this device. */
export interface Known { version: number; state: string; actions: CaseAction[] }

/** What to do with an entry, by what is known of its case. */
export type Verdict = { kind: 'send'; seen: number } | { kind: 'arrived' } | { kind: 'conflict'; meanwhile: CaseAction[] };

/** Deeds that only add to a case: they hold whatever else happened. */
const adding = new Set(['note', 'evidence', 'visit', 'contact', 'join']);
/** An answer to an offer holds as long as the offer does, whatever else happened. */
const holding = new Set([...adding, 'take', 'decline']);
/** Deeds of others that leave everybody's next step as it was: what adds, what the clock does, whom an office asks. */
const harmless = new Set([...adding, 'leave', 'warn', 'recompute', 'offer', 'decline', 'lapse', 'nobody_near']);

const at = (action: CaseAction): number => (action.acted_at ? Date.parse(action.acted_at) : NaN);

/** Actions since `base` that did not come from this device. */
export function since(actions: CaseAction[], base: number, own: Set<number>): CaseAction[] {
  return actions.filter((action) => action.version > base && !(action.by?.me && own.has(at(action))));
}

/**
 * The rule of conflict: what only adds is sent whatever happened; what moves a case on is sent if nobody moved it since it was seen;
 * otherwise a person decides. `own` are the times of this device's actions on the case, which tell them from everybody else's.
 */
export function judge(entry: Entry, known: Known | null, own: Set<number>): Verdict {
  const job = entry.job as Act;
  if (!known) return { kind: 'send', seen: job.base };
  const time = Date.parse(entry.acted_at);
  if (known.actions.some((action) => action.by?.me && action.deed === job.deed.deed && at(action) === time)) return { kind: 'arrived' };
  const meanwhile = since(known.actions, job.base, own);
  if (!holding.has(job.deed.deed) && meanwhile.some(({ deed }) => !harmless.has(deed))) return { kind: 'conflict', meanwhile };
  return { kind: 'send', seen: Math.max(known.version, job.base) };
}
