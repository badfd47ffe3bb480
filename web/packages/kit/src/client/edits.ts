/** A unit to be made. */
export interface NewUnit { room: string }

/** What is done to a building or its units by hand. */
export type RegisterDeed =
  | { deed: 'split_unit'; unit: string; into: NewUnit[] }
  | { deed: 'merge_units'; units: string[]; into: NewUnit }
  | { deed: 'renumber_unit'; unit: string; room: string }
  | { deed: 'renumber_building'; building: string; number: string }
  | { deed: 'name_building'; building: string; zh: string; en: string; former: boolean }
  | { deed: 'retire_unit'; unit: string }
  | { deed: 'retire_building'; building: string }
  | { deed: 'add_alias'; building: string; unit: string | null; kind: string; text: string }
  | { deed: 'correct_alias'; alias: string; text: string }
  | { deed: 'withdraw_alias'; alias: string }
  | { deed: 'undo'; edit: string };

/** An edit that was done. */
export interface RegisterEdit { id: string; kind: string; reason: string; at: string; undone: boolean; can_undo: boolean }
/** The edits of a building, and what it is called as it is edited. */
export interface RegisterEdits { may: boolean; seen: number; name_zh: string; name_en: string; number: string; rows: RegisterEdit[] }
export interface RegisterEditUnit { id: string; code: string; room: string }
/** What follows from a deed; a count is null where the reader does not see that. */
export interface RegisterEditPreview {
  seen: number; retires: RegisterEditUnit[]; restores: RegisterEditUnit[]; aliases: string[]; taken: string[];
  lived_in: number; door_codes: number | null; open_hazards: number | null; open_cases: number | null;
}
export interface RegisterEditDone { id: string; version: number; building: string; made: string[] }
