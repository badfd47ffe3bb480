import type { Page, Text } from './types';

/** A tag of a unit, a building or an organisation; never of a person. */
export interface Tag {
  rule: string; version: number; title: Text; reason: string; subject: string; id: string; label: Text; from: string; to: string | null;
}
export interface TagRule {
  id: string; version: number; subject: string; reason: string; title: Text; meaning: Text; lifted_by: Text; computed: boolean; count: number;
}
export interface TagRules { computed_on: string | null; may_run: boolean; may_approve_beds: boolean; rules: TagRule[] }
export interface TagFact { title: Text; source: Text; since: string | null; records: number }
export interface FileTag {
  rule: string; version: number; reason: string; title: Text; meaning: Text; lifted_by: Text; from: string; to: string | null;
  facts: TagFact[]; lacking: Text[];
}
export interface TagRunDone { on: string; standing: number; begun: number; ended: number }

/** A task: offer a dwelling help with registration. */
export interface Lead { id: string; unit: string; label: Text; code: string; made_on: string; expires_on: string }
export interface InvitationLetter { address: Text; title: Text; paragraphs: Text[]; code: string; target: string }
export interface SignalCount { grid: string; month: string; kind: string; outcome: string; total: number }

/** What is offered back to a department, without its record and without a value. */
export interface Correction {
  id: string; source: string; field: string; column: string; fault: string; evidence: Text | null; evidence_at: string | null;
  state: string; reason: string; found_at: string; decided_at: string | null; exchange: number | null;
}
export interface SourceCorrections {
  source: string; title: Text; office: Text; offered: number; sent: number; accepted: number; refused: number; withdrawn: number;
}
export interface Exchange {
  number: number; source: string; items: number; digest: string; reason: string; sent_at: string;
  received_at: string | null; received_by: string | null; answered: number;
}
export type TagPage = Page<Tag>;
export type CorrectionPage = Page<Correction>;

/** Beds that an office approved for a building. */
export interface BedsApproved { building: string; code: string; label: Text; beds: number; from: string; to: string | null; holds: boolean; reference: string; office: string }
export type BedsApprovedPage = Page<BedsApproved>;
