/** Declarations of who lives in, works in, runs or lets a unit, as the server's OpenAPI document names them. */
import type { PlaceRef, Word } from './housing';
import type { Text } from './types';

/** Whom a declaration is of, in part. */
export interface DeclaredPerson { name: string; document: Word; number: string | null; phone: string | null }

export interface Declaration {
  id: string; version: number; state: Word; place: { building: PlaceRef; unit: PlaceRef | null };
  by: Word; tie: Word; used_as: Word; from: string; until: string | null; own: boolean;
  doubts: Text[]; answer: Word | null; confirmed_at: string | null; visits: number; verified_at: string | null; left_on: string | null;
  declared_at: string; changed_at: string; responsible: Word; duties: Text; green?: Text | null; who: DeclaredPerson | null; offers: string[];
}
export interface OwnDeclarations { made: Declaration[]; named: Declaration[] }
export interface DeclarationPage { rows: Declaration[]; total: number; next: string | null }
export interface DeclarationStep { deed: string; by: string; at: string; words: string | null }
export interface DeclarationDetail extends Declaration { steps: DeclarationStep[] }
export interface DeclarationFault { row: number; column: Text | null; problem: Text }
export interface DeclarationSheet { declared: number; same: number; asked: number; refused: number; faults: DeclarationFault[] }
