/** Figures of cases, as the server's OpenAPI document names them. */
import type { Named, Officer } from './types';

export interface FigureRow {
  of: Named; cases: number; reports: number; open: number; contacted: number; contact_h: number | null; handled: number; handle_h: number | null; in_time: number | null;
  reopened: number | null; rechecked: number; verified: number | null; rated: number; content: number | null;
}
export interface FiguresPage { from: string; to: string; within: Named | null; made_at: string; all: FigureRow; rows: FigureRow[] }
/** How far a place was covered by visits; of no worker. */
export interface CoverageRow { of: Named; buildings: number; visited: number; part: number | null; visits: number; last_on: string | null }
export interface CoveragePage { from: string; to: string; all: CoverageRow; rows: CoverageRow[] }
/** An objection of somebody to one of their own figures, and its answer. */
export interface FigureObjectionAnswer { upheld: boolean; words: string; by: Officer; at: string }
export interface FigureObjection {
  id: string; by: Officer; from: string; to: string; of: Named | null; figure: string; shown: string; words: string; at: string; answer: FigureObjectionAnswer | null;
}
export interface FigureObjections { rows: FigureObjection[]; next: number | null }
