/** The shapes the screens read, as the server's OpenAPI document names them. */
import type { CaseOffered } from './duty';
import type { OwnQuestion } from './rights';

export interface Text { zh: string; en: string }
export type Lang = 'zh' | 'en';
export interface Page<T> { rows: T[]; total: number; page: number; size: number }
export interface Box { west: number; south: number; east: number; north: number }
export interface Point { lon: number; lat: number }
export interface Problem { type: string; title: string; status: number; detail?: string; code?: string; action?: string }

export interface Account { name: string; login: string; office: Text; role: string; roles: string[]; areas: { path: string }[]; nav: string[] }
export interface Session { account: Account }

export interface SessionRow { id: string; begun_at: string; seen_at: string; expires_at: string; origin: string; agent: string; current: boolean }
export interface Why {
  permitted: boolean;
  roles: { role: Text; area: string; inside: boolean; permitted: boolean; policies: { policy: string; says: Text }[] }[];
  would: { change: string; says: Text }[];
}
export interface AuditRow {
  at: string; login: string; role: Text; office: Text; action: string; purpose: Text; basis: string;
  fields: Text[]; people: string[]; own: boolean; told_at: string | null;
}

export interface AreaRef { id: string; level: string; code: string; name: Text }
export interface Area extends AreaRef { path_code: string; parent: string | null; children: number; box: Box | null }
export interface AreaFacts { areas: number; thoroughfares: number; estates: number; buildings: number; units: number; dwellings: number }
export interface AreaDetail extends Area { path: AreaRef[]; facts: AreaFacts }

export interface Thoroughfare { id: string; name: Text; kind: string; buildings: number; length_m: number | null }
export interface Estate { id: string; name: Text; kind: string; buildings: number; units: number; point: Point | null }
export interface BuildingRow {
  id: string; code: string; label: Text; use: string; stage: string;
  floors: number | null; height_m: number | null; units: number; point: Point | null;
}
export interface Alias { id: string; text: string; kind: string; source: string; since: string | null }
export interface Provenance { source: string; dataset: string; licence: string; recorded_at: string }
export interface LifeEvent { at: string; kind: string; note: string | null; from: string | null; to: string | null }
export interface Building extends BuildingRow {
  address: { zh: [string, string]; en: [string, string] };
  path: AreaRef[]; built_on: string | null; aliases: Alias[]; provenance: Provenance[]; history: LifeEvent[];
}
export interface RoomRow { id: string; code: string; floor: number; room: string; entrance: string | null; use: string; occupancy: string }
export interface UnitRow { id: string; code: string; label: Text; use: string; stage: string; building: string }
export interface Unit extends UnitRow {
  address: { zh: [string, string]; en: [string, string] };
  path: AreaRef[]; floor: number; room: string; occupancy: string; building_label: Text; point: Point | null;
  aliases: Alias[]; lineage: { relation: string; unit: string; label: Text; at: string }[]; history: LifeEvent[]; provenance: Provenance[];
}
export interface Hit { kind: string; id: string; label: Text; context: Text | null; code: string | null; point: Point | null; box: Box | null }

export interface WashComponent { kind: string; start: number; end: number; text: string; value: string; near: boolean }
export interface WashCandidate { id: string; kind: string; label: string; code: string; score: number }
export interface WashSpelling { id: string; text: string; code: string; source: string; since: string | null }
export interface WashSpellings { may: boolean; spellings: WashSpelling[] }
export interface WashRow {
  row: number; line: string; class: 'A' | 'B' | 'C' | 'none'; rule: string; score: number; margin: number; historical: boolean;
  id: string | null; kind: string | null; label: string | null; code: string | null;
  candidates: WashCandidate[]; components: WashComponent[];
}

/** Where a fact is from. */
export interface FactSource { source: string; title: Text; office: Text; legal_basis: Text | null; record: string | null; recorded_at: string | null }
/** A value that did not stand, and who gives it. */
export interface Conflict { value: string; as_of: string | null; source: FactSource }
export interface Relation { kind: string; title: Text; valid_from: string | null; valid_to: string | null; address_class: string | null; records: number; source: FactSource }
export interface Contact { kind: string; value: string; source: FactSource }
export interface Person {
  id: string; name: string; sex: string | null; born_in: number | null; registered_here: boolean | null;
  occupation_class: string | null; education_class: string | null; document: string | null; number: string | null;
  contacts: Contact[]; relations: Relation[]; facts: Record<string, FactSource>; conflicts: Record<string, Conflict[]>; lineage: LineageRow[];
}
export interface Organisation {
  id: string; name: string; number: string | null; industry: string | null; records: number;
  relations: Relation[]; facts: Record<string, FactSource>; conflicts: Record<string, Conflict[]>;
}
export interface BlockEvent { id: string; category: string; on: string | null; address_class: string; source: FactSource }
/** An event as a page of its own; never by whom it was told. */
export interface EventBlock { event: BlockEvent; place: string; kind: string; label: Text; path: AreaRef[] }
/** A line of the checklist: what no source says. */
export interface AskLine { person: string | null; missing: string }
export interface RelationTypeRow { id: string; group: string; from: string[]; to: string[]; title: Text; inverse: Text; legal_basis: Text | null }
export interface BlockUnit extends UnitRow { building_label: Text; floor: number; path: AreaRef[] }
export interface UnitBlock { unit: BlockUnit; purpose: string | null; people: Person[] | null; organisations: Organisation[]; events: BlockEvent[]; to_ask: AskLine[] | null }
export interface BlockBuilding { id: string; code: string; label: Text; use: string; path: AreaRef[] }
export interface BuildingBlock { building: BlockBuilding; purpose: string | null; people: Person[] | null; organisations: Organisation[]; events: BlockEvent[] }
export interface RoomBlock extends Omit<RoomRow, 'code'> { organisations: { id: string; name: string }[]; events: number }
/** A merge or a split of two entities. */
export interface LineageRow {
  id: string; kind: string; event: string; from: string; to: string; records: number; sources: SourceRef[];
  run: number | null; judged: boolean; at: string; undone_at: string | null;
}
export interface PlaceOfOrganisation { place: string; kind: string; label: Text; relation: Relation }
export interface OrganisationBlock { organisation: Organisation; places: PlaceOfOrganisation[]; contacts: Contact[]; merged_from: string | null; lineage: LineageRow[] }
export interface OrganisationRow { id: string; name: string; kind: string; number: string | null; sources: number; records: number }
export interface AreaBelow { area: AreaRef; buildings: number; units: number; dwellings: number }
/** A dimension of a count and its values in the order of the cells. */
export interface CountDimension { name: string; values: string[] }
/** A number is null where it is withheld. */
export interface PeopleBelow { area: AreaRef; total: number | null; cells: (number | null)[] }
/** Counts of people through the disclosure gate; with a threshold where they are told by fixed releases. */
export interface PeopleCounts { on: string | null; by: CountDimension[]; threshold?: number | null; total: number | null; cells: (number | null)[]; below: PeopleBelow[] }
export interface AreaBlock { area: AreaRef; path: AreaRef[]; counts: { key: string; count: number }[]; summed_at?: string | null; below: AreaBelow[] }

export interface SourceRow { id: string; name: Text; department: Text; rows: number; rejected: number; matched: number; read_at: string | null; legal_basis: Text | null }
export interface ColumnProfile { name: string; kind: string; filled: number; unreadable: number; distinct: number; examples: string[]; treatment: string }
export interface Reject { file: string; row: number; column: string | null; reason: string; detail: string }
export interface SourceDetail extends SourceRow { mapping: string; columns: ColumnProfile[]; classes: { role: string; class: string; rows: number }[]; rejects: Page<Reject> }
/** A mapping in the making: one line a column. */
export interface MappedColumn {
  name: string; field: string; role: string; kind: string; formats: string[]; scheme: string | null;
  male: string[]; female: string[]; yes: string[]; no: string[]; required: boolean; mixed: boolean;
}
export interface MappedRelation { kind: string; from: string; to: string; dated: boolean }
export interface MappingDraft {
  source: string; title: Text; office: Text; rank: number; legal_basis: Text | null; files: string;
  columns: MappedColumn[]; relations: MappedRelation[]; serves: string[]; unnamed: boolean;
}
export interface PreviewReject { row: number; column: string | null; reason: Text }
export interface PreviewRate { role: string; written: number; a: number; b: number; c: number; none: number }
export interface MappingTrial {
  rows: number; accepted: number; rejected: number; rejects: PreviewReject[]; columns: ColumnProfile[]; rates: PreviewRate[]; toml: string;
}
export interface RelationKind { id: string; title: Text; from: string[]; to: string[] }
export interface MappingPreview {
  draft: MappingDraft; refused: { column: string; ground: Text }[]; rows: number; more: boolean;
  problem: Text | null; trial: MappingTrial | null; relation_kinds: RelationKind[];
}
export interface RunRow { id: string; number: number; failure: string | null; started_at: string; finished_at: string | null; state: string; rows: number; rejected: number }
export interface RunStage { name: string; rows_in: number; rows_out: number; wall_ms: number; cpu_ms: number | null; peak_mib: number | null }
export interface Run extends RunRow { stages: RunStage[]; rates: { source: string; name: Text; role: string; rows: number; a: number; b: number; c: number; none: number }[]; totals: { key: string; count: number }[] }

export interface ReadRow {
  own: boolean; at: string; office: string; action: string; purpose: string; fields: string[];
  /** Its id, by which one asks about it. */
  read?: string; question?: OwnQuestion | null;
}

/** Which source a record is from: all that is told of it outside a grant. */
export interface SourceRef { source: string; title: Text }
export interface ReviewRow {
  id: string; rank: number; kind: string; reason: string; weight: number; probability: number; joined: boolean;
  left: SourceRef; right: SourceRef; judged: { id: string; verdict: string } | null;
}
export interface ReviewPage extends Page<ReviewRow> { judged: number }
/** A share with its 95 % interval. */
export interface SampledShare { share: number; low: number; high: number }
/** How right the last whole run is, by the pairs of its random sample that were judged. */
export interface ReviewQuality { drawn: number; judged: number; precision?: SampledShare | null; recall?: SampledShare | null }
export interface ReviewRecord {
  source: FactSource; role: string; as_of: string | null; name: string | null; sex: string | null; born_on: string | null;
  document: string | null; number: string | null; phone: string | null; address: string | null;
}
export interface ReviewPair {
  pair: ReviewRow; left: ReviewRecord; right: ReviewRecord;
  agreements: { field: string; same: boolean | null }[]; steps: { comparison: string; level: string; weight: number }[];
}
export interface JudgementRow {
  id: string; kind: string; left: SourceRef; right: SourceRef; verdict: string; reason: string; by: string | null; at: string; withdrawn_at: string | null;
}

/** Something of a catalogue by name. */
export interface Named { id: string; title: Text }
export interface Officer { id: string; name: string; me: boolean }
export interface CasePlace { area: string; kind: string | null; id: string | null; label: Text; point: Point | null }
export interface CaseRow {
  id: string; number: string; version: number; state: string; subclass: Named; class: Named; severity: string; door: string; place: CasePlace;
  office: Named; officer: Officer | null; words: string; reports: number; reported_at: string; due_at: string | null; overdue: boolean; closed_at: string | null; supervised: boolean;
}
export interface CaseMap { rows: CaseRow[]; total: number }
export interface CasePage { rows: CaseRow[]; total: number; next: string | null }
export interface CaseAction {
  version: number; deed: string; by: Officer | null; actor: string; acted_at: string | null; at: string; words: string | null; erased: boolean; about: Text | null;
  /** What a device kept of a case before there were any has neither. */
  answers?: { ask: Text; answer: Text }[]; danger?: boolean;
}
export interface CaseEvidence { kind: string; file: string | null; at: string }
export interface CaseDetail extends CaseRow {
  co_offices: Named[]; contact_due_at: string | null; contacted_at: string | null; provisional: boolean; alarmed: number; next_alarm: { at: string; to: string } | null;
  evidence: CaseEvidence[]; voice: boolean; missing: string[]; can_contact: boolean; failed_visits: number; objections: number; outcome: string | null; content: string | null;
  my_task: boolean; offered: CaseOffered | null; recheck: boolean; rechecked: boolean | null; merged_into: string | null; split_from: string | null; responsible: Text | null; legal_basis: string;
  actions: CaseAction[]; offers: string[]; answers: { ask: Text; answer: Text }[];
}
export interface CaseOtherReporter { name: string | null; phone: string | null; email: string | null }
export interface CaseReporter { name: string | null; phone: string | null; email: string | null; words: string[]; others: CaseOtherReporter[] }
export interface Heap { rows: CaseRow[]; total: number }
export interface Inbox { mine: Heap; untaken: Heap; overdue: Heap; supervised: Heap; recheck: Heap; leads: number; on_duty: number | null; supervises: boolean }
export interface CaseQuestion { id: string; kind: string; ask: Text; options: Named[] }
export interface CaseStopper { question: string; answer: string; text: Text; call: string }
export interface CaseSubclass {
  id: string; class: string; title: Text; covers: Text; office: string; severity: string; safety: boolean;
  questions: CaseQuestion[]; stoppers: CaseStopper[]; evidence: string[]; legal_basis: string;
}
export interface CaseCatalogue { version: string; classes: Named[]; subclasses: CaseSubclass[]; offices: Named[] }
export interface Whither { office: Named; co_offices: Named[]; why: Text; people: { officer: Officer; held: number; leads: boolean }[] }
export interface CaseFile { id: string; hash: string; media: string; width: number; height: number }
export interface Begun { id: string; number: string; word: string | null; office: Named; due_at: string | null; joined: boolean }
export interface CaseLead {
  id: string; source: string; subclass: Named | null; area: string; label: Text; kind: string | null; place: string | null; point: Point | null;
  title: Text; reasons: Text[]; delivered_at: string; expires_at: string | null;
}
/** Of the last decided leads of a kind, at most a hundred, how many were sent on; `low` to `high` is where the share may lie. */
export interface LeadPrecision { kind: string; title: Text; decided: number; sent: number; low: number; high: number; since: string }
export interface Nearby { id: string; label: Text; state: string; reported_at: string; due_at: string | null; distance_m: number }
export interface FollowedStep { deed: string; at: string; mine: boolean; about: Text | null; words: string | null }
export interface Followed {
  number: string; version: number; state: string; subclass: Named; label: Text; office: Named; words: string; reports: number; reported_at: string;
  contact_due_at: string | null; contacted_at: string | null; due_at: string | null; overdue: boolean; responsible: Text | null;
  steps: FollowedStep[]; offers: string[]; looks: { at: string; office: Text; action: Text }[];
}
