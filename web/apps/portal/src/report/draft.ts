import type { CaseQuestion } from '@linli/kit/client';
import { newId } from '../page/newId';

/** A report in the making; it stays on this device until it is sent. */
export interface Draft {
  id: string; step: number; subclass: string | null; address: string; code: string; lon: number | null; lat: number | null;
  answers: Record<string, string>; words: string; photos: string[]; phone: string; name: string;
  /** The version of the catalogue whose form it is. */
  form: string | null;
}

const key = 'linli.report';

/** An empty one. Its id makes one case of it, however often it is sent. */
export function empty(): Draft {
  return { id: newId(), step: 0, subclass: null, address: '', code: '', lon: null, lat: null, answers: {}, words: '', photos: [], phone: '', name: '', form: null };
}

/** The one that was begun, or an empty one. */
export function begun(): Draft {
  try {
    const kept = localStorage.getItem(key);
    return kept ? { ...empty(), ...(JSON.parse(kept) as Partial<Draft>) } : empty();
  } catch {
    return empty();
  }
}

/** Keeps it on this device; nothing where the device keeps nothing. */
export function keep(draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // The report can be sent all the same.
  }
}

/** The same about the dwelling of this code, wherever it was before. */
export function placedAt(draft: Draft, code: string): Draft {
  return { ...draft, address: '', code, lon: null, lat: null };
}

/** Whether it says where. */
export function isPlaced(draft: Draft): boolean {
  return draft.address.trim() !== '' || draft.code !== '' || draft.lon !== null;
}

function placeOf(draft: Draft) {
  const address = draft.address.trim();
  if (address) return { address };
  return draft.code ? { code: draft.code } : { lon: draft.lon, lat: draft.lat };
}

/** What the server takes. */
export function told(draft: Draft) {
  const place = placeOf(draft);
  const contact = draft.phone.trim() || draft.name.trim() ? { phone: draft.phone.trim() || null, name: draft.name.trim() || null } : null;
  return { id: draft.id, subclass: draft.subclass, place, words: draft.words.trim(), answers: draft.answers, photos: draft.photos, contact, form: draft.form };
}

/** Answers that a form still takes; what it asks in another way is asked again. */
export function fitting(answers: Record<string, string>, asked: CaseQuestion[]): Record<string, string> {
  const fits = ([id, answer]: [string, string]) => {
    const question = asked.find((each) => each.id === id);
    if (question?.kind === 'choice') return question.options.some((option) => option.id === answer);
    return question?.kind !== 'yes_no' || answer === 'yes' || answer === 'no';
  };
  return Object.fromEntries(Object.entries(answers).filter(fits));
}
