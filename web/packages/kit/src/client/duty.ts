/** Duty and who is near a case, as the server's OpenAPI document names them. */
import type { Named, Officer, Page, Point, Text } from './types';

export interface OwnDuty { on: boolean; area: string | null; since: string | null; position: Point | null; position_at: string | null }
export interface ColleagueOnDuty { officer: Officer; area: string; since: string; position_at: string | null; offices: Named[]; open: number }
export interface PeopleOnDuty { rows: ColleagueOnDuty[] }
export interface GridOwner { officer: Officer; on: boolean }
export interface GridOnDuty { of: Named; buildings: number; owners: GridOwner[]; others: Officer[] }
export interface GridsPage extends Page<GridOnDuty> { grids: number; unowned: number; on: number }
export interface AbleOnDuty { officer: Officer; minutes: number | null; distance_m: number | null; by_road: boolean; open: number; why: Text }
export interface WhoIsNear { rows: AbleOnDuty[] }
export interface BroadcastRow {
  id: string; kind: string; area: string; place: Text; words: Text; by: Officer; made_at: string; reached: number; seen: number; recalled_at: string | null;
}
export interface BroadcastPage { rows: BroadcastRow[] }
export interface BroadcastReach { on_duty: number }
export interface CaseOffered { officer: Officer; until: string; then_next: boolean }
