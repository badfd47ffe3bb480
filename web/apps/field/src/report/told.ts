import type { CaseSubclass, Text } from '@linli/kit/client';
import type { Draft as Entry } from '../outbox/entry';
import { codeIn } from '../scan/codes';

/** Where something is, as it is written down: a code, an address, a position. */
export interface Whereabouts { code: string; address: string; lon: number | null; lat: number | null }

/** A report in the making; on this device from the first letter on. */
export interface Draft extends Whereabouts { id: string; subclass: string | null; words: string; answers: Record<string, string>; photos: string[]; voice: string | null }

/** An empty one. Its id makes one case of it, however often it is sent. */
export const empty = (): Draft => ({ id: crypto.randomUUID(), subclass: null, code: '', address: '', lon: null, lat: null, words: '', answers: {}, photos: [], voice: null });

/** Where it is, as the server takes it: a code before an address before a position; nothing where none is given. */
export function placeOf({ code, address, lon, lat }: Whereabouts): Record<string, unknown> | null {
  const known = codeIn(code);
  if (known) return { code: known };
  if (address.trim()) return { address: address.trim() };
  return lon !== null && lat !== null ? { lon, lat } : null;
}

/** Whether it says where. A code that is none is put right first. */
export const isPlaced = (draft: Whereabouts): boolean => placeOf(draft) !== null && (draft.code.trim() === '' || codeIn(draft.code) !== null);

/** Whether it can go into the outbox. */
export const isReady = (draft: Draft): boolean => draft.subclass !== null && draft.words.trim() !== '' && isPlaced(draft);

/** The entry of the outbox that it becomes; `form` is the version of the catalogue it was filled in by. */
export function entryOf(draft: Draft, subclass: CaseSubclass, here: string, form: string): Entry {
  const place = placeOf(draft) ?? {};
  const where = String(place.code ?? place.address ?? here);
  const title: Text = subclass.title;
  const photos = draft.voice ? [...draft.photos, draft.voice] : draft.photos;
  return { id: draft.id, photos, job: { kind: 'report', subclass: subclass.id, title, place, where, words: draft.words.trim(), answers: draft.answers, form, ...(draft.voice ? { voice: true } : {}) } };
}
