/** What people ask about looks at their data, as the server's OpenAPI document names it. */
import type { Text } from './types';

export interface QuestionStep { said: string; at: string; words: string; proper: boolean | null }
/** A question as the asker follows it. */
export interface OwnQuestion { id: string; state: string; steps: QuestionStep[] }
/** A question as auditors answer it. */
export interface QuestionRow {
  id: string; person: string; state: string; asked_at: string; login: string; role: Text; office: Text; read_at: string;
  action: string; purpose: Text; basis: string; fields: Text[]; steps: QuestionStep[];
}
/** A question about a look of one's own: neither who asks nor in which words. */
export interface AskedAboutMe {
  id: string; state: string; asked_at: string; read_at: string; action: string; purpose: string; fields: string[]; explained: boolean; proper: boolean | null;
}

/** Looks of one official on one case, told to whom they are of on a later day. */
export interface Delay {
  id: string; login: string; case: string; legal_basis: string; reason: string; asked_at: string; until: string;
  decided_at: string | null; agreed: boolean | null; note: string | null;
}

/** One fact on oneself, as one record says it. */
export interface OwnFact {
  id: string; field: string; value: string; relation: Text | null; to: string | null; to_name: Text | null; to_code: string | null;
  valid_from: string | null; valid_to: string | null; as_of: string | null; stands: boolean; takes_value: boolean;
  source: Text; office: Text; legal_basis: Text | null; record: string | null; recorded_at: string | null;
}
/** What one asked about a fact, and what became of it. */
export interface OwnFactRequest {
  id: string; fact: string; field: string; source: Text; wish: string; value: string | null; state: string; reason: string;
  asked_at: string; sent: boolean; decided_at: string | null;
}
/** What is kept on oneself. */
export interface OwnData {
  made_at: string; person: string; account: { login: string; name: string; lang: string }; facts: OwnFact[]; requests: OwnFactRequest[]; cases: string[];
}

/** How long a kind of row is kept, and why. */
export interface KeptKind { kind: string; title: Text; days: number | null; since: Text; reason: Text }
/** What a run of the deleting job did: counts, nothing of anybody. */
export interface RetentionRun { started_at: string; finished_at: string | null; gone: { kind: string; gone: number }[] }
export interface Retention { kinds: KeptKind[]; runs: RetentionRun[] }
