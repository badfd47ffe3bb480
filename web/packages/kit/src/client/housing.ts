import type { Page, Point, Text } from './types';

/** A word of a closed list: its name and what people read. */
export interface Word { name: string; label: Text }
/** A building or a unit by name. */
export interface PlaceRef { id: string; code: string; label: Text }

export interface HousingSummary {
  buildings: number; unrated: number; stars: { stars: number; buildings: number }[]; tiers: { tier: Word; units: number }[];
  hazards: { severity: Word; open: number; overdue: number }[]; open: number; overdue: number;
  ratings: { state: Word; count: number }[]; appeals_overdue: number;
}

export interface HazardKind {
  id: string; group: string; of: string; title: Text; shows: Text; harm: Text; fix: Text; severity: Word; within_text: Text;
  spot: boolean; find: Word[]; clear: Word[]; clearers: Word[]; category: Word; weight: number; office: string;
}
export interface FactAnswer { id: string; text: Text; value: number | null }
export interface StarFact { id: string; ask: Text; weight: number; valid_days: number; answers: FactAnswer[] }
export interface HousingCatalogue {
  groups: { id: string; title: Text }[]; types: HazardKind[]; severities: Word[]; states: Word[]; found_by: Word[]; evidence: Word[];
  tiers: Word[]; bars: Word[]; events: Word[]; categories: (Word & { facts: StarFact[] })[]; rating_states: Word[]; offices: Word[];
}

export interface HousingBuilding extends PlaceRef {
  use: string; units: number; point: Point | null; stars: number | null; rated_on: string | null; rating: Word | null; tier: Word;
  open: number; overdue: number; next_due_at: string | null; inspected_on: string | null;
}
export type HousingBuildings = Page<HousingBuilding>;

export interface CategoryStars {
  category: Word; stars: number | null; score: number | null; missing: { fact: string; ask: Text }[];
  lowered: { hazard: string; title: Text; points: number; overdue: boolean }[];
  capped: { cap: string; title: Text; stars: number; hazard: string | null; until: string | null }[];
}
export interface StarsReckoned { stars: number | null; on: string; categories: CategoryStars[] }
export interface RatingStep { deed: string; at: string; words: string | null; by: 'you' | Text }
export interface Rating {
  id: string; version: number; building: PlaceRef; state: Word; cause: Word; stars: number | null; reckoned: StarsReckoned;
  drafted_at: string; reply_until: string; replied_at: string | null; decided_at: string | null; published_at: string | null;
  appeal_until: string | null; appeal: { at: string; decide_until: string; decided_at: string | null; upheld: boolean | null } | null;
  appeal_overdue: boolean; plaque_up_at: string | null; plaque_down_at: string | null; plaque_must_come_down: boolean;
  superseded_by: string | null; steps: RatingStep[]; offers: string[];
}
export interface RatingPage { rows: Omit<Rating, 'steps'>[]; total: number; next: string | null }

export interface Hazard {
  id: string; version: number; kind: { id: string; title: Text; group: string }; severity: Word; state: Word; open: boolean;
  place: { building: PlaceRef; unit: PlaceRef | null }; office: Word; how: Word; found_at: string; due_at: string; overdue: boolean; suspended: boolean;
  recurs: string | null; verified_at: string | null; on_the_spot: boolean; untrue: number; reopened: number;
}
export interface HazardPage { rows: Hazard[]; total: number; next: string | null }
export interface HazardStep {
  id: string; deed: string; at: string; by: 'you' | Text; words: string | null; evidence: { kind: Word; file: string | null }[];
}
export interface HazardDetail extends Hazard {
  shows: Text; harm: Text; fix: Text; find: Word[]; clear: Word[]; clearers: Word[]; category: Word; weight: number;
  steps: HazardStep[]; offers: string[];
}

export interface BuildingFact {
  category: string; fact: string; ask: Text; answer: Text | null; value: number | null; on: string | null; valid_until: string | null; fresh: boolean;
}
export interface HousingEvent { id: string; kind: Word; on: string; words: string; unit: string | null }
export interface Inspection { id: string; on: string; unit: { code: string; label: Text } | null; clean: boolean; facts: number; photos: string[] }
/** A visit to a place that could not be entered. */
export interface NoEntry { id: string; on: string; unit: { code: string; label: Text } | null; bar: Word }
export interface HousingRoom {
  id: string; code: string; floor: number; room: string; entrance: string | null; use: string; occupancy: string; tier: Word;
  open: number; overdue: number; suspended: boolean;
}
export type Lift =
  | { lift: 'highest' }
  | { lift: 'inspect'; facts: { fact: string; text: Text }[] }
  | { lift: 'steps'; to: number; not_before: string; steps: { text: Text; hazard?: string; fact?: string }[] };
export interface BuildingHousing extends HousingBuilding {
  address: { zh: [string, string]; en: [string, string] }; reckoned: StarsReckoned; lift: Lift; facts: BuildingFact[]; ratings: Rating[];
  hazards: Hazard[]; events: HousingEvent[]; inspections: Inspection[]; no_entries: NoEntry[]; rooms: HousingRoom[]; may: string[];
}
export interface UnitHousing extends PlaceRef {
  building: PlaceRef; floor: number; room: string; use: string; occupancy: string; suspended: boolean; tier: Word; since: string | null;
  reasons: { rule: string; title: Text; tier: Word; hazards: string[]; until: Text }[]; down: Text[];
  hazards: Hazard[]; inspections: Inspection[]; no_entries: NoEntry[]; events: HousingEvent[]; may: string[];
}

/** The code at the door of a unit; `target` is where it leads below the installation's address, unless it was withdrawn. */
export interface DoorCode { unit: PlaceRef; code: string | null; short: string; target: string | null; number: number; since: string }
export interface DoorCodes { building: PlaceRef; title: Text; purpose: Text; missing: number; rows: DoorCode[] }
/** What a code that was scanned stands for: nobody is named. */
export interface ScannedDoor { unit: PlaceRef; building: PlaceRef; stars: number | null; view: string }

export interface HousingCase { id: string; number: string; subclass: { id: string; title: Text }; state: Word; reported_at: string; closed_at: string | null }
/** A lead from meters that was decided: `sent` or `set_aside`, never a curve or a sum. */
export interface HousingLead { kind: Word; state: string; decided_at: string }
export interface HousingDeclared { state: Word; tie: Word; count: number }
export interface HousingSuspended { from: string; to: string | null }
/** How a unit was lived in at the end of a year. */
export interface HousingUsed { on: string; occupancy: string; suspended: boolean; sources: { source: string; title: Text }[] }
/** What else is known of a building or a unit; what the reader may not see is null. */
export interface HousingRelated {
  cases: HousingCase[] | null; leads: HousingLead[] | null; declarations: HousingDeclared[] | null; suspensions: HousingSuspended[];
  used: HousingUsed[] | null;
}
