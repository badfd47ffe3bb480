import type { MicroEventKind } from '@linli/kit/client';
import type { Draft as Entry } from '../outbox/entry';
import { isPlaced, placeOf, type Whereabouts } from '../report/told';

/** A micro-event in the making; on this device from the first photo on. */
export interface MicroDraft extends Whereabouts { id: string; kind: string; words: string; photos: string[] }

/** An empty one. Its id makes one micro-event of it, however often it is sent. */
export const empty = (): MicroDraft => ({ id: crypto.randomUUID(), kind: '', code: '', address: '', lon: null, lat: null, words: '', photos: [] });

/** Whether it can go into the outbox: what, where, and a photo of it. */
export const isReady = (draft: MicroDraft): boolean => draft.kind !== '' && draft.photos.length > 0 && isPlaced(draft);

/** The entry of the outbox that it becomes. */
export function entryOf(draft: MicroDraft, kind: MicroEventKind, here: string): Entry {
  const place = placeOf(draft) ?? {};
  const where = String(place.code ?? place.address ?? here);
  return { id: draft.id, photos: draft.photos, job: { kind: 'micro_find', micro: kind.id, title: kind.title, place, where, words: draft.words.trim() } };
}
