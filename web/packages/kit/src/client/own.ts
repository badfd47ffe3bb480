/** What those who answer for a place read of it, and objections to notices. Nobody who lives there is in any of it. */
import type { PlaceRef, StarsReckoned, Word } from './housing';
import type { NoticePaper } from './notices';
import type { Text } from './types';

/** A unit that one lets, runs or houses people in, by one's own word that was verified at the door. */
export interface OwnUnit { declaration: string; unit: PlaceRef | null; tie: Word; used_as: Word; from: string; until: string | null; verified_at: string | null }
export interface OwnCategoryStars { category: Word; stars: number | null }
export interface OwnHazard {
  id: string; version: number; kind: { id: string; group: string; title: Text }; fix: Text; severity: Word; state: Word; unit: PlaceRef | null;
  found_at: string; due_at: string; overdue: boolean; suspended: boolean; untrue: number; may_say: boolean;
}
export interface OwnObjection {
  id: string; state: Word; effect: Word; made_at: string; decide_until: string; decided_at: string | null; reasons: string | null; answer: string | null;
}
export interface OwnNotice {
  id: string; version: number; number: string; kind: Word; standing: Word; unit: PlaceRef | null; hazard: Text | null; issued_at: string;
  due_at: string | null; acknowledged_at: string | null; object_until: string | null; objection: OwnObjection | null;
}
export interface OwnNoticeDetail extends OwnNotice { paper: NoticePaper; effect: Word; duty?: Text | null; offers: string[] }
export interface OwnRating {
  id: string; version: number; state: Word; cause: Word; reckoned: StarsReckoned; reply_until: string; replied_at: string | null;
  appeal_until: string | null; appealed_at: string | null; decide_until: string | null; upheld: boolean | null; offers: string[];
}
export interface OwnTask {
  kind: Word; hazard: string | null; notice: string | null; rating: string | null; about: Text | null; building: PlaceRef; unit: PlaceRef | null;
  due_at: string | null; overdue: boolean; severity: Word | null;
}
export interface OwnBuilding {
  building: PlaceRef; units: OwnUnit[]; speaks_for_building: boolean; stars: number | null; rated_on: string | null; categories: OwnCategoryStars[];
  hazards: OwnHazard[]; notices: OwnNotice[]; ratings: OwnRating[];
}
export interface OwnPlaces { next: OwnTask[]; buildings: OwnBuilding[] }

/** An objection to a notice, as the desk reads it. Whoever objects is not named. */
export interface NoticeObjection {
  id: string; version: number; notice: string; number: string; kind: Word; place: { building: PlaceRef; unit: PlaceRef | null };
  state: Word; effect: Word; made_at: string; decide_until: string; overdue: boolean; decided_at: string | null;
}
export interface NoticeObjectionPage { rows: NoticeObjection[]; total: number; next: string | null }
export interface NoticeObjectionDetail extends NoticeObjection {
  reasons: string | null; evidence: { kind: Word; file: string | null }[]; answer: string | null; by: 'you' | Text | null; involved: boolean; offers: string[];
}
