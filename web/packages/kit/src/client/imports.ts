import type { Text } from './types';

export interface ImportTally { read: number; created: number; changed: number; unchanged: number; retired: number }
export interface ImportReject { row: number; column: string; message: Text }
/** A file that was sent to be imported into the register. */
export interface RegisterImport {
  id: string; name: string; format: string; bytes: number; dataset: string; state: string;
  stage: string | null; done: number; total: number; tallies: Record<string, ImportTally>;
  rejected: number; rejects: ImportReject[]; warned: number; warnings: ImportReject[];
  version: number | null; failure: Text | null; sent_at: string; ended_at: string | null;
}
export interface RegisterImports { rows: RegisterImport[] }
