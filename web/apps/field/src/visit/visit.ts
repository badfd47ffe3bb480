import type { HazardKind, InspectionKind, OwnRound, Text, Word } from '@linli/kit/client';
import type { LookDraft } from '../follow/look';
import { type Draft as EntryDraft, type Entry, type HousingAt, isUnsent, placeKey } from '../outbox/entry';
import type { KeptTargets, OwnTarget } from '../sync/round';

/** A checklist in the making. `seen` is when what it goes by was read. */
export interface VisitDraft {
  id: string; seen: string | null; kind: string; answers: Record<string, string>; photos: Record<string, string>; found: '' | 'clean' | 'found'; words: string;
}

/** What shows something: photos by the kind of evidence, what was said to be so, and where somebody stands. */
export interface Shown { photos: Record<string, string>; said: string[]; lon: number | null; lat: number | null }

/** A hazard in the making. */
export interface HazardDraft extends Shown { id: string; kind: string; words: string }

/** All that is in the making, by place; on this device from the first answer on. `photos` are those of all of them. */
export interface Drafts { photos: string[]; visits: Record<string, VisitDraft>; hazards: Record<string, HazardDraft>; looks: Record<string, LookDraft> }

/** A place that is visited: a building of one's own round, or what a code at a door says. */
export interface Spot { key: string; place: HousingAt; isUnit: boolean; label: Text; kind: string | null }

/** Evidence that is a file. */
export const fileKinds: ReadonlySet<string> = new Set(['photo', 'measurement', 'document']);

export const noDrafts = (): Drafts => ({ photos: [], visits: {}, hazards: {}, looks: {} });

/** An empty checklist. Its id makes one inspection of it, however often it is sent. */
export const emptyVisit = (id: string, seen: string | null): VisitDraft => ({
  id, seen, kind: '', answers: {}, photos: {}, found: '', words: '',
});
export const emptyHazard = (id: string): HazardDraft => ({ id, kind: '', photos: {}, said: [], lon: null, lat: null, words: '' });

/** The drafts with the names of all their photos. */
export function withPhotos({ visits, hazards, looks }: Drafts): Drafts {
  const all = [...Object.values(visits), ...Object.values(hazards), ...Object.values(looks)].flatMap(({ photos }) => Object.values(photos));
  return { photos: [...new Set(all)], visits, hazards, looks };
}

/** What is left once the draft at a key has gone. */
export function without<T>(all: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== key));
}

/** The place of a code, or of a building of the round by its id; nothing where it is neither. A unit's code begins with its building's. */
export function spotOf(id: string, round: OwnRound | null): Spot | null {
  const visit = round?.visits.find(({ building }) => building.id === id || building.code === id);
  if (visit) return { key: visit.building.code, place: { building: visit.building.code }, isUnit: false, label: visit.building.label, kind: visit.kind };
  if (/^\d{19}$/.test(id)) return { key: id, place: { building: id }, isUnit: false, label: { zh: id, en: id }, kind: null };
  if (!/^\d{25}$/.test(id)) return null;
  const building = round?.visits.find(({ building: { code } }) => code === buildingOf(id))?.building.label;
  const room = id.slice(19);
  const label = building ? { zh: `${building.zh} ${room}`, en: `${building.en} ${room}` } : { zh: id, en: id };
  return { key: id, place: { unit: id }, isUnit: true, label, kind: null };
}

/** The code of the building of a unit. */
export const buildingOf = (unit: string): string => unit.slice(0, 19);

/** What was done at a place and is on this device. */
export const entriesAt = (entries: Entry[], key: string): Entry[] =>
  entries.filter(({ job }) => (job.kind === 'inspect' || job.kind === 'hazard' || job.kind === 'look') && placeKey(job.place) === key);

/** Targets at which no inspection from this device waits, or arrived since they were taken along. */
export function openTargets(kept: KeptTargets | null, entries: Entry[]): OwnTarget[] {
  const isNews = (entry: Entry): boolean => isUnsent(entry) || (entry.state === 'sent' && (entry.settled_at ?? 0) >= (kept?.at ?? 0));
  const seen = entries.filter((entry) => entry.job.kind === 'inspect' && entry.job.bar === null && isNews(entry));
  return (kept?.rows ?? []).filter(({ target }) => entriesAt(seen, (target.unit ?? target.building).code).length === 0);
}

/** What is looked at, in order, and was answered. */
const answered = (draft: VisitDraft, kind: InspectionKind | null) => (kind?.look ?? []).filter(({ fact }) => draft.answers[fact]);

/** Facts that were answered and still need the photo that shows them. */
export const missingPhotos = (draft: VisitDraft, kind: InspectionKind | null): string[] =>
  answered(draft, kind).filter(({ fact, photo }) => photo && !draft.photos[fact]).map(({ fact }) => fact);

/** Whether a checklist can go into the outbox: of a unit what was found alone, of a building something that was looked at. */
export function isVisitReady(draft: VisitDraft, spot: Spot, kind: InspectionKind | null): boolean {
  if (draft.found === '') return false;
  return spot.isUnit || (answered(draft, kind).length > 0 && missingPhotos(draft, kind).length === 0);
}

/** The entry of the outbox that a checklist becomes. */
export function inspectionOf(draft: VisitDraft, spot: Spot, kind: InspectionKind | null, title: string): EntryDraft {
  const seen = spot.isUnit ? [] : answered(draft, kind);
  const facts = seen.map(({ fact }) => ({ fact, answer: draft.answers[fact] ?? '' }));
  const shown = seen.flatMap(({ fact }) => { const sha256 = draft.photos[fact]; return sha256 ? [{ fact, sha256 }] : []; });
  return {
    id: draft.id, photos: shown.map(({ sha256 }) => sha256),
    job: {
      kind: 'inspect', place: spot.place, title: kind?.title ?? { zh: title, en: title }, where: spot.label, facts, shows: shown.map(({ fact }) => fact),
      clean: draft.found === 'clean', bar: null, words: draft.words.trim(), seen: draft.seen,
    },
  };
}

/** The entry that says why a place could not be entered. Its id is that of the press. */
export function noEntryOf(id: string, spot: Spot, bar: string, why: Text, words: string): EntryDraft {
  return { id, photos: [], job: { kind: 'inspect', place: spot.place, title: why, where: spot.label, facts: [], shows: [], clean: false, bar, words: words.trim(), seen: null } };
}

/** What shows a hazard: what its type asks for, and a photo in any case. */
export function evidenceFor(kind: HazardKind, all: Word[]): { word: Word; must: boolean }[] {
  const photo = all.filter(({ name }) => name === 'photo' && !kind.find.some((each) => each.name === name));
  return [...kind.find.map((word) => ({ word, must: true })), ...photo.map((word) => ({ word, must: false }))];
}

/** Whether a kind of evidence is there. */
export function hasEvidence(draft: Shown, name: string): boolean {
  if (fileKinds.has(name)) return draft.photos[name] !== undefined;
  return name === 'on_the_spot' ? draft.lon !== null && draft.lat !== null : draft.said.includes(name);
}

/** Types that are found at such a place. */
export const fits = (spot: Spot, kind: HazardKind): boolean => kind.of === 'either' || kind.of === (spot.isUnit ? 'unit' : 'building');

/** Whether a hazard can go into the outbox. */
export const isHazardReady = (draft: HazardDraft, kind: HazardKind): boolean => kind.find.every(({ name }) => hasEvidence(draft, name));

/** Of these kinds of evidence what is there, with its photos in their order. Where somebody stands goes with it only where that is evidence. */
export function shownOf(draft: Shown, names: string[]): { photos: string[]; evidence: { kind: string; file: boolean }[]; lon?: number; lat?: number } {
  const there = names.filter((name) => hasEvidence(draft, name));
  const stands = there.includes('on_the_spot') && draft.lon !== null && draft.lat !== null ? { lon: draft.lon, lat: draft.lat } : {};
  const photos = there.flatMap((name) => { const sha256 = draft.photos[name]; return fileKinds.has(name) && sha256 ? [sha256] : []; });
  return { photos, evidence: there.map((name) => ({ kind: name, file: fileKinds.has(name) })), ...stands };
}

/** The entry of the outbox that a hazard becomes. */
export function hazardOf(draft: HazardDraft, spot: Spot, kind: HazardKind, all: Word[]): EntryDraft {
  const { photos, ...shown } = shownOf(draft, evidenceFor(kind, all).map(({ word }) => word.name));
  return { id: draft.id, photos, job: { kind: 'hazard', place: spot.place, hazard: kind.id, title: kind.title, where: spot.label, words: draft.words.trim(), ...shown } };
}
