/** Figures of cases, as the server's OpenAPI document names them. */
import type { Named } from './types';

export interface FigureRow {
  of: Named; cases: number; open: number; contacted: number; contact_h: number | null; handled: number; handle_h: number | null; in_time: number | null;
  reopened: number | null; rechecked: number; verified: number | null; rated: number; content: number | null;
}
export interface FiguresPage { from: string; to: string; all: FigureRow; rows: FigureRow[] }
/** How far a place was covered by visits; of no worker. */
export interface CoverageRow { of: Named; buildings: number; visited: number; part: number | null; visits: number; last_on: string | null }
export interface CoveragePage { from: string; to: string; all: CoverageRow; rows: CoverageRow[] }
