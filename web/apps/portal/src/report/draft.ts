import type { CaseQuestion, CaseSubclass } from '@linli/kit/client';
import { newId } from '../page/newId';
import { newWord } from '../page/newWord';

/** A photo or a voice note of a report. Its bytes are on this device, by its key; `sent` says what the server calls it, and since when. */
export interface Attached { key: string; media: string; length: number; sent: { id: string; at: number } | null }

/** A report in the making; nothing of it leaves this device until it is sent. */
export interface Draft {
  id: string; word: string; step: number; subclass: string | null; address: string; code: string; lon: number | null; lat: number | null;
  answers: Record<string, string>; words: string; photos: Attached[]; voice: Attached | null; phone: string; name: string;
  /** The version of the catalogue whose form it is. */
  form: string | null;
  /** What was reported nearby that is reported too: its id there. */
  me_too: string | null;
  /** When something was last written in it. */
  changed_at: number;
}

/** What of a draft becomes different, by itself or by what stood there. */
export type DraftChange = Partial<Draft> | ((before: Draft) => Partial<Draft>);

/** Days after its last change that a draft is kept. */
export const keptDays = 7;
export const mostPhotos = 9;
/** What the files of a draft may take of the device. */
export const mostBytes = 48 * 1024 * 1024;
/** The server keeps a file that no report named for a day; half of it is counted on. */
const sentFor = 12 * 3_600_000;

/** An empty one. Its id makes one case of it, however often it is sent, and its word follows the case though an answer be lost. */
export function empty(): Draft {
  return {
    id: newId(), word: newWord(), step: 0, subclass: null, address: '', code: '', lon: null, lat: null, answers: {}, words: '', photos: [], voice: null, phone: '', name: '', form: null, me_too: null, changed_at: 0,
  };
}

/** Whether it was left longer than drafts are kept. */
export function isOver(draft: Draft, now: number): boolean {
  return now - draft.changed_at > keptDays * 86_400_000;
}

/** Its files. */
export function filesOf(draft: Draft): Attached[] {
  return draft.voice ? [...draft.photos, draft.voice] : draft.photos;
}

/** Whether a file of so many bytes still fits. */
export function fits(draft: Draft, length: number): boolean {
  return filesOf(draft).reduce((sum, file) => sum + file.length, length) <= mostBytes;
}

/** What the server calls a file, where it still has it. */
export function sentAs(file: Attached, now: number): string | null {
  return file.sent && now - file.sent.at < sentFor ? file.sent.id : null;
}

/** The same about the dwelling of this code, wherever it was before. */
export function placedAt(draft: Draft, code: string): Draft {
  return { ...draft, address: '', code, lon: null, lat: null, me_too: null };
}

/** Questions of a form that whoever reports something too is asked: those whose answer may tell of a danger. */
export function askedToo({ questions, stoppers }: CaseSubclass): CaseQuestion[] {
  return questions.filter(({ id }) => stoppers.some(({ question }) => question === id));
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

/** What the server takes, with its files as the server calls them. */
export function told(draft: Draft, photos: string[] = [], voice: string | null = null) {
  const place = placeOf(draft);
  const contact = draft.phone.trim() || draft.name.trim() ? { phone: draft.phone.trim() || null, name: draft.name.trim() || null } : null;
  return { id: draft.id, subclass: draft.subclass, place, words: draft.words.trim(), answers: draft.answers, photos, voice, contact, form: draft.form, me_too: draft.me_too, word: draft.word };
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
