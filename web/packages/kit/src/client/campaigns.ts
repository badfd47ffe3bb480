/** Campaigns, as the server's OpenAPI document names them. */
import type { PlaceRef, Word } from './housing';
import type { Officer, Page, Point, Text } from './types';

export interface CampaignRow {
  id: string; title: string; purpose: string; area: Word; of: Word; started_on: string; until: string | null; closed_at: string | null;
  targets: number; visited: number;
}
export interface CampaignPage extends Page<CampaignRow> { runs: boolean }

export interface CampaignTally {
  targets: number; not_visited: number; visited: number; hazards_found: number; put_right: number; no_entry: number; found: number; fixed: number;
}
export interface CampaignSide { open: number; overdue: number; tiers: { tier: Word; targets: number }[]; stars: number[] }
export interface CampaignProgress {
  all: CampaignTally; areas: { area: Word; tally: CampaignTally }[]; days: { on: string; targets: number; so_far: number }[];
  before: CampaignSide; after: CampaignSide;
}
export interface CampaignConditions {
  tier: Word | null; stars_at_most: number | null; hazard: Word | null; days: number | null; building_use: string | null; unit_use: string | null;
}
export interface CampaignDetail {
  campaign: CampaignRow; conditions: CampaignConditions; report: string | null; progress: CampaignProgress; runs: boolean; acts: boolean;
  crew: Officer[]; offices: Word[]; bars: Word[];
}

export interface CampaignStanding { tier: Word; stars: number | null; open: number; overdue: number }
export interface CampaignFound { building: PlaceRef; unit: PlaceRef | null; standing: CampaignStanding; inspected_on: string | null }
export interface CampaignPreview { total: number; most: number; first: CampaignFound[] }
export interface CampaignTarget {
  id: string; position: number; building: PlaceRef; unit: PlaceRef | null; state: Word; visited_on: string | null; barred: Word | null;
  barred_on: string | null; inspector: Officer | null; office: Word | null; before: CampaignStanding; now: CampaignStanding; found: number; fixed: number;
}
export type CampaignTargetPage = Page<CampaignTarget>;
export interface CampaignMap { points: { building: string; state: string; targets: number; point: Point }[]; unplaced: number }

/** Who may use published stars, and for what. */
export interface StarUse { use: Word; who: Text; what: Text; condition: Text }
/** A building as the public star map shows it. */
export interface PublicStarPlace { code: string; label: Text; stars: number; rated_on: string | null; every_days: number; point: Point | null }
