import type { HazardKind, OwnRound, RoundHazard, Text, Word } from '@linli/kit/client';
import { type Draft as EntryDraft, type Entry, type HousingAt, isUnsent, type Look, placeKey } from '../outbox/entry';
import { hasEvidence, noEntryOf, type Shown, shownOf } from '../visit/visit';

/** What may be said of a hazard that was known before. */
export type LookWay = 'fixed' | 'not_fixed' | 'said' | 'there' | 'unseen';

/** What is being said of a hazard; on this device from the first answer on. */
export interface LookDraft extends Shown { id: string; way: LookWay | ''; capacity: string; bar: string; words: string }

/** A hazard with what waits here to be sent of it. `version` is where it stands once that has arrived. */
export interface HazardAhead { row: RoundHazard; version: number; waiting: Entry[]; stuck: boolean; moved: boolean }

/** Capacities that officers have of their own; what any other body found comes with its paper. */
const own: ReadonlySet<string> = new Set(['inspector', 'office']);

export const emptyLook = (id: string): LookDraft => ({ id, way: '', capacity: '', bar: '', photos: {}, said: [], lon: null, lat: null, words: '' });

/** Where it is. */
export const placeOf = ({ place: { building, unit } }: RoundHazard): HousingAt => (unit ? { unit: unit.code } : { building: building.code });
export const labelOf = ({ place: { building, unit } }: RoundHazard): Text => (unit ?? building).label;

/** Open hazards that were taken along, of a building with its units, or of a unit. What a device kept before has none. */
export const hazardsAt = (round: Pick<OwnRound, 'hazards'> | null, key: string): RoundHazard[] =>
  (round?.hazards ?? []).filter(({ place: { building, unit } }) => building.code === key || unit?.code === key);

/** A hazard with what waits of it. Every step of this device counts one, as does what arrived since it was taken along. */
export function hazardAhead(row: RoundHazard, entries: Entry[]): HazardAhead {
  const ahead = entries.filter((entry) => entry.job.kind === 'look' && entry.job.hazard === row.id && (isUnsent(entry) || (entry.state === 'sent' && entry.job.base >= row.version)));
  const waiting = ahead.filter(isUnsent);
  const moved = ahead.some(({ job }) => job.kind === 'look' && job.deed.deed !== 'show');
  return { row, waiting, moved, stuck: waiting.some(({ state }) => state === 'stuck'), version: row.version + ahead.length };
}

/** What may be said of it now: what was said to be fixed is verified or sent back, anything else is shown. */
export function waysOf({ row: { offers }, moved, stuck }: HazardAhead): LookWay[] {
  if (moved || stuck) return [];
  if (offers.includes('verify')) return ['fixed', 'not_fixed', 'unseen'];
  const ways: LookWay[] = [];
  if (offers.includes('say_fixed')) ways.push('said');
  if (offers.includes('show')) ways.push('there');
  return [...ways, 'unseen'];
}

/** As what somebody looks: what they say, or the first that they are by themselves. */
export function capacityOf({ capacity }: LookDraft, kind: HazardKind | null): string {
  const able = kind?.clearers ?? [];
  return capacity || ((able.find(({ name }) => own.has(name)) ?? able[0])?.name ?? 'inspector');
}

/** Whether somebody decides by it whether the thing is fixed. */
export const verifies = ({ way }: LookDraft): boolean => way === 'fixed' || way === 'not_fixed';

/** What shows it: a photo in any case, what its type asks for where it is fixed, the paper of a body that looked. */
export function neededFor(draft: LookDraft, kind: HazardKind | null, all: Word[]): Word[] {
  if (draft.way === '' || draft.way === 'unseen') return [];
  const clear = draft.way === 'fixed' ? (kind?.clear ?? []) : [];
  const beside = verifies(draft) && !own.has(capacityOf(draft, kind)) ? ['photo', 'document'] : ['photo'];
  return [...clear, ...all.filter(({ name }) => beside.includes(name) && !clear.some((each) => each.name === name))];
}

/** Whether it can go into the outbox. */
export function isLookReady(draft: LookDraft, kind: HazardKind | null, all: Word[]): boolean {
  if (draft.way === '') return false;
  if (draft.way === 'unseen') return draft.bar !== '';
  return (draft.way !== 'not_fixed' || draft.words.trim() !== '') && neededFor(draft, kind, all).every(({ name }) => hasEvidence(draft, name));
}

function deedOf(draft: LookDraft, kind: HazardKind | null): Look['deed'] {
  if (draft.way === 'said') return { deed: 'say_fixed', fixer: 'outside' };
  if (draft.way === 'there') return { deed: 'show' };
  return { deed: 'verify', fixed: draft.way === 'fixed', capacity: capacityOf(draft, kind) };
}

/** The entry of the outbox that it becomes. */
export function lookOf(draft: LookDraft, { row, version }: HazardAhead, kind: HazardKind | null, all: Word[]): EntryDraft {
  const { photos, ...shown } = shownOf(draft, neededFor(draft, kind, all).map(({ name }) => name));
  return {
    id: draft.id, photos,
    job: { kind: 'look', hazard: row.id, place: placeOf(row), title: row.kind.title, where: labelOf(row), base: version, deed: deedOf(draft, kind), words: draft.words.trim(), ...shown },
  };
}

/** Where it could not be seen: why its place could not be entered, which names the hazard in its words. */
export function unseenOf(draft: LookDraft, row: RoundHazard, bar: Word, title: string): EntryDraft {
  const place = placeOf(row);
  const spot = { key: placeKey(place), place, isUnit: 'unit' in place, label: labelOf(row), kind: null };
  return noEntryOf(draft.id, spot, bar.name, bar.label, draft.words.trim() ? `${title}: ${draft.words.trim()}` : title);
}
