/** Joint enforcement, as the server's OpenAPI document names it: of buildings and things, and of nobody. */
import type { Hazard, PlaceRef, Word } from './housing';
import type { HousingNotice } from './notices';
import type { Text } from './types';

export interface JointOffice { office: Word; answer: Word | null; at: string | null }
export interface JointEnforcement {
  id: string; version: number; building: PlaceRef; state: Word; lead: Word; offices: JointOffice[]; day: string; set: boolean; hazards: number;
  proposed_at: string; ended_at: string | null;
}
export interface JointEnforcementPage { rows: JointEnforcement[]; total: number; next: string | null }
export interface JointFinding { office: Word; words: string | null; notices: HousingNotice[] }
export interface JointStep { id: string; deed: string; office: Word; at: string; by: 'you' | Text; words: string | null }
export interface JointEnforcementDetail extends JointEnforcement {
  reason: string | null; of: Hazard[]; findings: JointFinding[]; steps: JointStep[]; waits_for: Word[]; offers: string[];
}
