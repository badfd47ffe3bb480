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

/** A fact with its source; a person's value is masked. */
export interface Fact { name: string; value: string; source: string; office: string; legal_basis: string | null; record: string; recorded_on: string | null }
/** A relation, said in the reader's language. */
export interface Relation {
  type: string; kind: string; other: string; other_label: string; since: string | null; until: string | null;
  address_class: string | null; source: string; recorded_on: string | null;
}
export interface Person { id: string; mask: string; facts: Fact[]; relations: Relation[] }
export interface Organisation { id: string; name: string; facts: Fact[]; relations: Relation[] }
export interface OrganisationRow { id: string; name: string; kind: string; number: string | null; sources: number; records: number }
export interface BlockEvent { category: string; on: string | null; source: string }
export interface UnitBlock { unit: UnitRow; purpose: string; people: Person[]; organisations: Organisation[]; events: BlockEvent[] }
export interface AreaBlock { area: { id: string; code: string; name: Text }; counts: { key: string; count: number }[] }

export interface SourceRow { id: string; name: Text; department: Text; rows: number; rejected: number; matched: number; read_at: string | null; legal_basis: Text | null }
export interface ColumnProfile { name: string; kind: string; filled: number; unreadable: number; distinct: number; examples: string[]; treatment: string }
export interface Reject { file: string; row: number; column: string | null; reason: string; detail: string }
export interface SourceDetail extends SourceRow { mapping: string; columns: ColumnProfile[]; classes: { role: string; class: string; rows: number }[]; rejects: Page<Reject> }
export interface RunRow { id: string; number: number; failure: string | null; started_at: string; finished_at: string | null; state: string; rows: number; rejected: number }
export interface RunStage { name: string; rows_in: number; rows_out: number; wall_ms: number }
export interface Run extends RunRow { stages: RunStage[]; rates: { source: string; name: Text; role: string; rows: number; a: number; b: number; c: number; none: number }[]; totals: { key: string; count: number }[] }

export interface ReadRow { own: boolean; at: string; office: string; action: string; purpose: string; fields: string[] }
