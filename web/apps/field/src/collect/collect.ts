import type { CollectionClass } from '@linli/kit/client';
import type { Draft as Entry } from '../outbox/entry';
import { isPlaced, placeOf, type Whereabouts } from '../report/told';
import { codeIn } from '../scan/codes';

/** A form of field collection in the making; on this device from the first answer on. */
export interface CollectDraft extends Whereabouts { id: string; class: string | null; answers: Record<string, string>; words: string; photos: string[] }

/** An empty one. Its id makes one form of it, however often it is sent. */
export const emptyForm = (): CollectDraft => ({ id: crypto.randomUUID(), class: null, code: '', address: '', lon: null, lat: null, answers: {}, words: '', photos: [] });

/** Digits of a building's code, with which those of its units begin. */
const buildingDigits = 19;

/** Where it is, as the server takes it: what is of a building is noted at the building, also by the code of one of its units. */
export function placeFor(draft: Whereabouts, { of }: CollectionClass): Record<string, unknown> | null {
  const code = codeIn(draft.code);
  if (of === 'building' && code) return { code: code.slice(0, buildingDigits) };
  return placeOf(draft);
}

/** Whether it says where, as far as this device can tell: a unit is not told by a position or the code of a building. */
export function isPlacedFor(draft: Whereabouts, { of }: CollectionClass): boolean {
  if (!isPlaced(draft)) return false;
  if (of !== 'unit') return true;
  const code = codeIn(draft.code);
  return code ? code.length > buildingDigits : draft.address.trim() !== '';
}

/** What was noted of a class: what was left open, or is of another class, is left out. */
export const notedOf = ({ answers }: CollectDraft, { items }: CollectionClass): Record<string, string> =>
  Object.fromEntries(items.flatMap(({ id }) => { const answer = answers[id]?.trim(); return answer ? [[id, answer]] : []; }));

/** Whether it can go into the outbox. */
export const isFormReady = (draft: CollectDraft, of: CollectionClass): boolean => isPlacedFor(draft, of) && Object.keys(notedOf(draft, of)).length > 0;

/** The entry of the outbox that it becomes. */
export function formOf(draft: CollectDraft, of: CollectionClass, here: string): Entry {
  const place = placeFor(draft, of) ?? {};
  const where = String(place.code ?? place.address ?? here);
  return { id: draft.id, photos: draft.photos, job: { kind: 'collect', class: of.id, title: of.title, place, where, answers: notedOf(draft, of), words: draft.words.trim() } };
}

/** Classes that are called so, or ask so, with the items by which they were found. */
export function foundIn(classes: CollectionClass[], text: string): { of: CollectionClass; by: CollectionClass['items'] }[] {
  const wanted = text.trim().toLowerCase();
  const has = ({ zh, en }: { zh: string; en: string }) => `${zh} ${en}`.toLowerCase().includes(wanted);
  return classes.flatMap((of) => {
    const by = wanted ? of.items.filter(({ ask }) => has(ask)) : [];
    return has(of.title) || by.length > 0 ? [{ of, by }] : [];
  });
}
