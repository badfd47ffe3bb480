import { position } from '../cases/position';
import { type Shown, sendFile, type With } from './queries';

/** Evidence that is a file. */
export const fileKinds: ReadonlySet<string> = new Set(['photo', 'measurement', 'document']);

/** What a form holds of each kind: a file, or that it was so. */
export type EvidenceFields = Record<string, File | boolean | null | undefined>;

/** The kinds a form has something for, in order. */
export function shownKinds(fields: EvidenceFields | undefined): string[] {
  return Object.entries(fields ?? {}).filter(([, value]) => Boolean(value)).map(([kind]) => kind);
}

/** Sends the files and says where this device stands, where that is evidence; what a deed carries then. */
export async function evidenceOf(fields: EvidenceFields | undefined): Promise<With> {
  const evidence: Shown[] = [];
  for (const kind of shownKinds(fields)) {
    const value = fields?.[kind];
    evidence.push(value instanceof File ? { kind, file: await sendFile(value) } : { kind });
  }
  const where = evidence.some(({ kind }) => kind === 'on_the_spot') ? await position() : {};
  return { evidence, ...where };
}
