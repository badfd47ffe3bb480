/** The shapes the screens read, as the server's OpenAPI document names them. */

export interface Text { zh: string; en: string }
export type Lang = 'zh' | 'en';
export interface Page<T> { rows: T[]; total: number; page: number; size: number }
export interface Box { west: number; south: number; east: number; north: number }
export interface Point { lon: number; lat: number }
export interface Problem { type: string; title: string; status: number; detail?: string; code?: string; action?: string }

export interface Account { name: string; login: string; office: Text; role: string; roles: string[]; areas: { path: string }[]; nav: string[] }
export interface Session { account: Account }

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
export interface Alias { text: string; kind: string; source: string; since: string | null }
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

export interface WashComponent { kind: string; start: number; end: number; text: string; value: string }
export interface WashCandidate { id: string; kind: string; label: string; code: string; score: number }
export interface WashRow {
  row: number; line: string; class: 'A' | 'B' | 'C' | 'none'; rule: string; score: number; margin: number; historical: boolean;
  id: string | null; kind: string | null; label: string | null; code: string | null;
  candidates: WashCandidate[]; components: WashComponent[];
}

/** Where a fact is from. */
export interface FactSource { source: string; title: Text; office: Text; legal_basis: Text | null; record: string; recorded_at: string | null }
export interface Relation { kind: string; title: Text; valid_from: string | null; valid_to: string | null; address_class: string | null; records: number; source: FactSource }
export interface Contact { kind: string; value: string; source: FactSource }
export interface Person {
  id: string; name: string; sex: string | null; born_in: number | null; registered_here: boolean | null;
  occupation_class: string | null; education_class: string | null; document: string | null; number: string | null;
  contacts: Contact[]; relations: Relation[]; facts: Record<string, FactSource>;
}
export interface Organisation {
  id: string; name: string; number: string | null; industry: string | null; records: number;
  relations: Relation[]; facts: Record<string, FactSource>;
}
export interface BlockEvent { category: string; on: string | null; address_class: string; source: Text }
export interface UnitBlock { unit: UnitRow; purpose: string | null; people: Person[] | null; organisations: Organisation[]; events: BlockEvent[] }
export interface PlaceOfOrganisation { place: string; kind: string; label: Text; relation: Relation }
export interface OrganisationBlock { organisation: Organisation; places: PlaceOfOrganisation[] }
export interface OrganisationRow { id: string; name: string; kind: string; number: string | null; sources: number; records: number }
export interface AreaBlock { area: { id: string; code: string; name: Text }; counts: { key: string; count: number }[] }

export interface SourceRow { id: string; name: Text; department: Text; rows: number; rejected: number; matched: number; read_at: string | null; legal_basis: Text | null }
export interface ColumnProfile { name: string; kind: string; filled: number; unreadable: number; distinct: number; examples: string[]; treatment: string }
export interface Reject { file: string; row: number; column: string | null; reason: string; detail: string }
export interface SourceDetail extends SourceRow { mapping: string; columns: ColumnProfile[]; classes: { role: string; class: string; rows: number }[]; rejects: Page<Reject> }
export interface RunRow { id: string; number: number; failure: string | null; started_at: string; finished_at: string | null; state: string; rows: number; rejected: number }
export interface RunStage { name: string; rows_in: number; rows_out: number; wall_ms: number }
export interface Run extends RunRow { stages: RunStage[]; rates: { source: string; name: Text; role: string; rows: number; a: number; b: number; c: number; none: number }[]; totals: { key: string; count: number }[] }

export interface ReadRow { own: boolean; at: string; office: string; action: string; purpose: string; fields: string[] }

/** A record by reference. */
export interface RecordRef { source: string; record: string; role: string }
export interface ReviewRow {
  id: string; rank: number; kind: string; reason: string; weight: number; probability: number; joined: boolean;
  left: RecordRef; right: RecordRef; judged: { id: string; verdict: string } | null;
}
export interface ReviewPage extends Page<ReviewRow> { judged: number }
export interface ReviewRecord {
  source: FactSource; role: string; as_of: string | null; name: string | null; sex: string | null; born_on: string | null;
  document: string | null; number: string | null; phone: string | null; address: string | null;
}
export interface ReviewPair {
  pair: ReviewRow; left: ReviewRecord; right: ReviewRecord;
  agreements: { field: string; same: boolean | null }[]; steps: { comparison: string; level: string; weight: number }[];
}
export interface JudgementRow {
  id: string; kind: string; left: RecordRef; right: RecordRef; verdict: string; reason: string; by: string | null; at: string; withdrawn_at: string | null;
}
