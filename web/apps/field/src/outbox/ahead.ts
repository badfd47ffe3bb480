import type { CaseDetail } from '@linli/kit/client';
import { type Entry, isUnsent } from './entry';

/** A case as it will stand once what waits has arrived. */
export interface Ahead { state: string; missing: string[]; offers: string[]; waiting: Entry[]; stuck: boolean; evidence: string[]; failedVisits: number }

/** What the field app can do, the likeliest first. */
const deeds = ['take', 'decline', 'claim', 'start', 'resume', 'resolve', 'evidence', 'contact', 'visit', 'wait', 'note'];
/** Where a deed leads. */
const leads: Record<string, string> = { take: 'assigned', claim: 'assigned', start: 'in_hand', wait: 'waiting', resume: 'in_hand', resolve: 'resolved' };
/** What its officer may do to a case that stands so; the server decides. */
const open = ['evidence', 'contact', 'visit', 'note'];
const possible: Record<string, string[]> = {
  assigned: ['start', 'resolve', ...open], in_hand: ['resolve', 'wait', ...open], waiting: ['resume', ...open], resolved: ['note'],
};

/** Lays what waits over what the server said last. */
export function ahead(row: CaseDetail, entries: Entry[]): Ahead {
  const waiting = entries.filter((entry) => isUnsent(entry) && entry.job.kind === 'act' && entry.job.case === row.id);
  let state = row.state;
  let moved = false;
  let failedVisits = row.failed_visits;
  const evidence = row.evidence.map(({ kind }) => kind);
  for (const { job } of waiting) {
    if (job.kind !== 'act') continue;
    const { deed } = job.deed;
    const to = leads[deed];
    if (to) { state = to; moved = true; }
    if (deed === 'evidence') evidence.push(String(job.deed.kind));
    if (deed === 'contact') evidence.push('contact');
    if (deed === 'visit' && job.deed.met === false) failedVisits += 1;
  }
  const offered = moved ? possible[state] ?? [] : row.offers;
  // What is one's own already need not be taken again.
  const isOwn = row.officer?.me === true && state === 'assigned';
  const stuck = waiting.some((entry) => entry.state === 'stuck');
  return {
    state, waiting, stuck, evidence, failedVisits,
    missing: row.missing.filter((kind) => !evidence.includes(kind)),
    offers: stuck ? [] : deeds.filter((deed) => offered.includes(deed) && !(isOwn && deed === 'claim') && (deed !== 'contact' || row.can_contact)),
  };
}
