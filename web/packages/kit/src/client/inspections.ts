/** Plans of inspections, as the server's OpenAPI document names them. */
import type { Hazard, PlaceRef, Word } from './housing';
import type { Officer, Page, Point, Text } from './types';

export interface InspectionPlanVisit {
  building: PlaceRef; point: Point | null; kind: string; inspector: Officer | null; place: number | null; begins: string | null; way_min: number | null; minutes: number;
  state: string; found: boolean | null; barred: Word | null; why: Word; risk: number | null; left: Word | null;
}
/** From and to, minutes from midnight. */
export interface InspectorWindow { from: number; to: number }
export interface InspectorWorkDay { weekday: number; from: number; to: number }
/** How an inspector works where a plan says nothing else. */
export interface InspectorProfile {
  inspector: Officer; version: number; skills: Word[]; week: InspectorWorkDay[]; breaks: InspectorWindow[]; start: PlaceRef | null;
  set_at: string | null; set_by: Officer | null;
}
export interface InspectorList { area: string; rows: InspectorProfile[]; skills: Word[]; stations: PlaceRef[]; usual: InspectorWindow }
export interface InspectionCrew { inspector: Officer; works: boolean; hours: InspectorWindow; breaks: InspectorWindow[] }

export interface InspectionRound { inspector: Officer; visits: number; done: number; way_min: number; over: string | null; breaks: InspectorWindow[] }
export interface InspectionPlan {
  id: string; version: number; made_at: string; model: string | null; due: number; pool: number; unplaced: number; off_road: number;
  drawn: number; left: number; rounds: InspectionRound[]; visits: InspectionPlanVisit[];
}
export interface InspectionLook { fact: string; ask: Text; photo: boolean }
export interface InspectionKind { id: string; title: Text; minutes: number; look: InspectionLook[] }
export interface InspectionPlanPage {
  area: string; on: string; plan: InspectionPlan | null; crew: InspectionCrew[]; plans: boolean; kinds: InspectionKind[]; random_percent: number;
}

/** A hazard that is open where the reader goes. `own_hands`: they fixed it or said so, and do not verify it. */
export interface RoundHazard extends Hazard { own_hands: boolean; offers: string[] }
/** The reader's own round of a day, when it was read, and what is open there. */
export interface OwnRound { on: string; at: string; visits: InspectionPlanVisit[]; kinds: InspectionKind[]; hazards: RoundHazard[]; profile: InspectorProfile | null }

export interface InspectionDue {
  building: PlaceRef; use: string; stars: number | null; tier: Word; why: Word | null; every_days: number; inspected_on: string | null;
  due_on: string | null; risk: number | null; again_from: string | null; decide: boolean;
}
export type InspectionDuePage = Page<InspectionDue>;

/** A building that could not be entered since it was inspected, or somebody decided, last. */
export interface InspectionAttempts { building: PlaceRef; tries: number; tried_on: string | null; bar: Word | null; from: string | null; decide: boolean }
export interface InspectionAttemptList { area: string; rows: InspectionAttempts[]; decides: boolean; longest_days: number }

export interface RiskTerm { id: string; title: Text; weight: number; odds: number }
export interface RiskModel { fitted_on: string; visits: number; found: number; base: number; terms: RiskTerm[] }
export interface RiskCount { visits: number; found: number }
export interface RiskBand { visits: number; said: number; came: number }
export interface InspectionRisk { model: RiskModel | null; drawn: RiskCount; chosen: RiskCount; bands: RiskBand[]; lift: number | null }
