/** A place's own catalogue and its rules of routing, as the server's OpenAPI document and the files' schemas name them. */
import type { Named, Officer, Text } from './types';

export interface Limit { count: number; counted: string }
export interface EventClass { id: string; title: Text }
export interface AnswerOption { id: string; text: Text }
export interface EventQuestion { id: string; kind: string; ask: Text; options: AnswerOption[] }
export interface EventStopper { question: string; answer: string; text: Text; call: string }
export interface EventSubclass {
  id: string; class: string; title: Text; covers: Text; words: { zh: string[]; en: string[] }; office: string; co_offices: string[]; severity: string;
  safety: boolean; open: boolean; contact: Limit; resolve: Limit; levels: WarningLevel[]; evidence: string[];
  questions: EventQuestion[]; stoppers: EventStopper[]; legal_basis: string;
}
export interface CatalogueOffice { id: string; title: Text; does: Text }
export interface MicroEventEntry {
  id: string; title: Text; responsible: string; rectify: Limit; sample_percent: number; becomes: string; shows: Text; legal_basis: string;
}
/** At which part of a time limit whom is told, per cent. */
export interface WarningLevel { percent: number; to: string }
/** A class of field collection, and what is noted of the things it describes. */
export interface CollectionEntry { id: string; title: Text; of: string; items: EventQuestion[]; legal_basis: string }
/** Days off, the first and the last, and the days worked for them. */
export interface CalendarHoliday { name: Text; from: string; to: string; make_up: string[] }
/** A working calendar: hours of Monday to Sunday, of a day worked in return, and the days off. */
export interface WorkingCalendar {
  id: string; version: number; title: Text; source: string; offset_minutes: number; week: string[][]; make_up: string[]; years: number[]; holiday: CalendarHoliday[];
}
/** What holds for all events. */
export interface EventSettings {
  levels: WarningLevel[]; merge_days: number; pause_cap_days: number; pauses: number; confirm_days: number; recheck_percent: number;
}
/** The files of a catalogue. */
export interface CatalogueFiles {
  events: EventSettings & { class: EventClass[]; subclass: EventSubclass[] };
  offices: { office: CatalogueOffice[] };
  micro_events: { micro_event: MicroEventEntry[] };
  collection: { class: CollectionEntry[] };
  calendar: WorkingCalendar;
}
export interface CatalogueFault { at: string; text: Text }
export interface CatalogueDifference {
  part: string; id: string; title: Text; fields: string[]; before: Record<string, unknown>; after: Record<string, unknown>; open: number;
}
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
