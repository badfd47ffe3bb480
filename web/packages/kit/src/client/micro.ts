/** Micro-events, as the server's OpenAPI document names them. */
import type { CasePlace, Named, Officer, Text } from './types';

export interface MicroEvent {
  id: string; version: number; kind: Named; state: string; waits: boolean; place: CasePlace; found_at: string; due_at: string | null;
  overdue: boolean; closed_at: string | null; case: string | null; offers: string[];
}
export interface MicroEventPage { rows: MicroEvent[]; total: number; next: string | null }
export interface MicroEventStep { deed: string; fixed: boolean | null; by: Officer | null; acted_at: string | null; at: string; words: string }
export interface MicroEventDetail extends MicroEvent {
  responsible: Text; shows: Text; becomes: Named; before: string[]; after: string[]; may_see_photos: boolean; verified: boolean | null; steps: MicroEventStep[];
}
export interface MicroEventKind { id: string; title: Text; responsible: Text; shows: Text; sample_percent: number; becomes: Named }
export interface MicroEventCatalogue { version: string; kinds: MicroEventKind[] }
