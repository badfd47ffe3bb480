import type { CaseAction, Text } from '@linli/kit/client';

/** A photo that an entry names by what it holds. The server's id of it is good for a day. */
export interface PhotoRef { sha256: string; file: string | null; sent_at: number | null }

/** Something done to a case. `base` is the version of the case that whoever did it had on the screen. */
export interface Act {
  kind: 'act'; case: string; number: string; title: Text; label: Text; base: number;
  deed: Record<string, unknown> & { deed: string }; words: string; lon?: number; lat?: number;
}

/** Something found. */
export interface Report {
  kind: 'report'; subclass: string; title: Text; place: Record<string, unknown>; where: string; words: string; answers: Record<string, string>;
  /** The version of the catalogue whose form it is. */
  form?: string;
  /** The last of the entry's files is a voice note. */
  voice?: boolean;
}

/** A micro-event found. The entry's id is its own, so that what is done to it next can be put behind it here already. */
export interface MicroFind { kind: 'micro_find'; micro: string; title: Text; place: Record<string, unknown>; where: string; words: string }

/** Something done to a micro-event. `base` is the version that whoever did it had on the screen. */
export interface MicroAct { kind: 'micro_act'; event: string; title: Text; where: Text; base: number; deed: Record<string, unknown> & { deed: string }; words: string }

/** A building or a unit, by its id or code. */
export type HousingAt = { building: string } | { unit: string };

/** What an inspector saw of a building or a unit; or, with `bar`, why it could not be entered. */
export interface Inspect {
  kind: 'inspect'; place: HousingAt; title: Text; where: Text; facts: { fact: string; answer: string }[];
  /** The facts that the entry's photos show, in their order. */
  shows: string[];
  clean: boolean; bar: string | null; words: string;
  /** When what was on the screen had been read: what somebody else did since is for a person to decide. */
  seen: string | null;
}

/** A hazard found. What shows it is in order; a kind that is a file takes the next of the entry's photos. */
export interface HazardFound {
  kind: 'hazard'; place: HousingAt; hazard: string; title: Text; where: Text; evidence: { kind: string; file: boolean }[]; words: string;
  lon?: number; lat?: number;
}

/** What somebody saw of a hazard that was known. `base` is the version that it has once what waits before it has arrived. */
export interface Look {
  kind: 'look'; hazard: string; place: HousingAt; title: Text; where: Text; base: number; deed: Record<string, unknown> & { deed: string };
  evidence: { kind: string; file: boolean }[]; words: string; lon?: number; lat?: number;
}

/** What was noted of a thing or a place, by the items of a class of field collection. */
export interface Collect {
  kind: 'collect'; class: string; title: Text; place: Record<string, unknown>; where: string; answers: Record<string, string>; words: string;
}

export type Job = Act | Report | MicroFind | MicroAct | Inspect | HazardFound | Look | Collect;

/** Why an entry was not taken, with what happened meanwhile. */
export interface Trouble {
  status: number; text: string; action: string; meanwhile: CaseAction[]; state: string | null; version: number | null;
  /** Where a hazard stands by now. */
  now?: Text;
}

/** `waiting` to be sent; `sent`; `stuck` until somebody decides; `let_go` by decision. */
export type EntryState = 'waiting' | 'sent' | 'stuck' | 'let_go';

/** One action of this device, in its order, with the id that makes it one however often it is sent. */
export interface Entry {
  seq: number; id: string; acted_at: string; job: Job; photos: PhotoRef[];
  state: EntryState; tries: number; next_at: number; trouble: Trouble | null;
  /** The case's number, once the server has told it. */
  number: string | null; settled_at: number | null;
  /** Why it was let go. */
  reason: string | null;
}

/** What an entry is made of. */
export interface Draft { id: string; job: Job; photos: string[] }

/** Where the numbers and times of a device's entries stand. */
export type Last = Pick<Entry, 'seq' | 'acted_at'>;

/** The entry after the last one. Its time is later than any before it on this device, whatever the clock says. */
export function made(draft: Draft, last: Last | null, now: number): Entry {
  const after = last ? Date.parse(last.acted_at) + 1 : 0;
  return {
    seq: (last?.seq ?? 0) + 1, id: draft.id, acted_at: new Date(Math.max(now, after)).toISOString(), job: draft.job,
    photos: draft.photos.map((sha256) => ({ sha256, file: null, sent_at: null })),
    state: 'waiting', tries: 0, next_at: 0, trouble: null, number: null, settled_at: null, reason: null,
  };
}

/** Whether it still has to arrive. */
export const isUnsent = ({ state }: Entry): boolean => state === 'waiting' || state === 'stuck';

/** The id or code of a place. */
export const placeKey = (place: HousingAt): string => ('unit' in place ? place.unit : place.building);

/** What must keep its order: the actions of one case, of one micro-event, of one hazard, or the inspections of one place. */
export function subject({ id, job }: Entry): string {
  switch (job.kind) {
    case 'act': return job.case;
    case 'micro_act': return job.event;
    case 'look': return job.hazard;
    case 'inspect': return `place:${placeKey(job.place)}`;
    default: return id;
  }
}

/** The first entry that may be sent now. What is stuck or waits for its next try holds back its own case alone. */
export function nextOf(entries: Entry[], now: number): Entry | null {
  const held = new Set<string>();
  for (const entry of entries) {
    if (!isUnsent(entry) || held.has(subject(entry))) continue;
    if (entry.state === 'waiting' && entry.next_at <= now) return entry;
    held.add(subject(entry));
  }
  return null;
}

/** How long until the next try, milliseconds: twice as long each time, five minutes at the most. */
export const backOff = (tries: number): number => Math.min(300, 2 ** Math.min(tries, 9)) * 1000;

/** Sent again on the case or the hazard as it stands now; of an inspection whatever others did meanwhile. */
export function again(entry: Entry, version: number | null): Entry {
  return { ...entry, job: anew(entry.job, version), state: 'waiting', tries: 0, next_at: 0, trouble: null };
}

function anew(job: Job, version: number | null): Job {
  if ((job.kind === 'act' || job.kind === 'look') && version !== null) return { ...job, base: version };
  return job.kind === 'inspect' ? { ...job, seen: null } : job;
}

/** Let go, with the reason. Where somebody stood is forgotten. */
export function letGo(entry: Entry, reason: string, now: number): Entry {
  return { ...forgetPosition(entry), state: 'let_go', reason, settled_at: now };
}

/** Where somebody stood was for the server, and is kept on this device no longer. */
export function forgetPosition(entry: Entry): Entry {
  if (entry.job.kind === 'report') return { ...entry, job: { ...entry.job, place: {} } };
  if (entry.job.kind === 'collect') return { ...entry, job: { ...entry.job, place: {} } };
  if (entry.job.kind === 'micro_find') return { ...entry, job: { ...entry.job, place: {} } };
  if (entry.job.kind === 'micro_act' || entry.job.kind === 'inspect') return entry;
  const { lon: _lon, lat: _lat, ...job } = entry.job;
  return { ...entry, job };
}
