import type { MicroEvent, Text } from '@linli/kit/client';
import { type Draft, type Entry, isUnsent, type MicroAct } from '../outbox/entry';

/** A micro-event as it will stand once what waits has arrived. */
export interface MicroAhead {
  id: string; version: number; title: Text; where: Text; dueAt: string | null; state: string; waits: boolean; offers: string[]; waiting: Entry[]; stuck: boolean;
}

/** Where a deed leads. */
const leads: Record<string, string> = { fix: 'fixed', escalate: 'escalated', verify: 'verified', reject: 'escalated' };

/** Those that the server told of, and those found here that it has not heard of, with what waits laid over them. */
export function microsAhead(rows: MicroEvent[], entries: Entry[]): MicroAhead[] {
  const known = rows.map(({ id, version, kind, place, due_at, state, waits, offers }) => ({ id, version, title: kind.title, where: place.label, dueAt: due_at, state, waits, offers }));
  const found = entries.flatMap(({ id, job, state }) => (job.kind === 'micro_find' && (state === 'waiting' || state === 'stuck') && !rows.some((row) => row.id === id)
    ? [{ id, version: 1, title: job.title, where: { zh: job.where, en: job.where }, dueAt: null, state: 'found', waits: false, offers: ['fix', 'escalate'] }]
    : []));
  return [...found, ...known].map((row) => {
    const waiting = entries.filter((entry) => isUnsent(entry) && (entry.id === row.id || (entry.job.kind === 'micro_act' && entry.job.event === row.id)));
    const last = waiting.at(-1)?.job;
    const moved = last?.kind === 'micro_act' ? leads[last.deed.fixed === false ? 'reject' : last.deed.deed] : undefined;
    const stuck = waiting.some(({ state }) => state === 'stuck');
    return { ...row, waiting, stuck, state: moved ?? row.state, waits: row.waits && moved === undefined, offers: moved !== undefined || stuck ? [] : row.offers };
  });
}

/** An action on a micro-event as it is on the screen. */
export function actOnMicro(row: MicroAhead, deed: MicroAct['deed'], words = '', photos: string[] = []): Draft {
  return { id: crypto.randomUUID(), photos, job: { kind: 'micro_act', event: row.id, title: row.title, where: row.where, base: row.version, deed, words: words.trim() } };
}
