/** A place's own catalogue and its rules of routing, as the server's OpenAPI document and the files' schemas name them. */
import type { Named, Officer, Text } from './types';

export interface Limit { count: number; counted: string }
export interface EventClass { id: string; title: Text }
export interface AnswerOption { id: string; text: Text }
export interface EventQuestion { id: string; kind: string; ask: Text; options: AnswerOption[] }
export interface EventStopper { question: string; answer: string; text: Text; call: string }
export interface EventSubclass {
  id: string; class: string; title: Text; covers: Text; words: { zh: string[]; en: string[] }; office: string; co_offices: string[]; severity: string;
  safety: boolean; open: boolean; contact: Limit; resolve: Limit; levels: { percent: number; to: string }[]; evidence: string[];
  questions: EventQuestion[]; stoppers: EventStopper[]; legal_basis: string;
}
export interface CatalogueOffice { id: string; title: Text; does: Text }
export interface MicroEventEntry {
  id: string; title: Text; responsible: string; rectify: Limit; sample_percent: number; becomes: string; shows: Text; legal_basis: string;
}
/** The files of a catalogue; those that no form is made for yet are carried as they are. */
export interface CatalogueFiles {
  events: { class: EventClass[]; subclass: EventSubclass[] };
  offices: { office: CatalogueOffice[] };
  micro_events: { micro_event: MicroEventEntry[] };
}
export interface CatalogueFault { at: string; text: Text }
export interface CatalogueDifference { part: string; id: string; title: Text; fields: string[]; open: number }
export interface CatalogueVersion { name: string; reason: string; by: Officer | null; at: string; holds_from: string }
export interface CatalogueDraft {
  standing: string; last: string; revision: number; files: CatalogueFiles; drafters: Officer[]; changed_at: string | null; faults: CatalogueFault[];
  added: CatalogueDifference[]; changed: CatalogueDifference[]; withdrawn: CatalogueDifference[]; versions: CatalogueVersion[];
}
/** A place's own rule of routing. */
export interface RoutingRule {
  id: string; area: Named; of: Named | null; hours: string; office: Named; co_offices: Named[]; reason: string; applies: boolean;
}
export interface RoutingRules { rows: RoutingRule[] }
export interface RoutingWay { office: Named; co_offices: Named[]; why: Text; applying: string[] }
export interface RoutingTried { before: RoutingWay; after: RoutingWay }
