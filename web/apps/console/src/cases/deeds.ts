import type { CaseDetail } from '@linli/kit/client';

/** Deeds that need nothing said. */
export const plain = new Set(['take', 'accept', 'claim', 'start', 'contact', 'resume', 'confirm']);

/** Deeds whose words are a must. */
export const needWords = new Set(['decline', 'wait', 'transfer', 'refuse', 'note', 'object', 'reopen', 'reclassify', 'merge', 'rearm', 'split']);

/** Evidence that is a file. */
export const files = new Set(['photo_before', 'photo_after', 'signature', 'document']);

/** What a form of a deed may hold. */
export interface Fields {
  words?: string; office?: string; officer?: string; waits_for?: string; outcome?: string; subclass?: string; into?: string;
  zh?: string; en?: string; met?: string; fixed?: string; kind?: string;
}

/** A part of a case as a report of its own, at the same place. */
export function partOf({ id, version, place }: CaseDetail, { subclass, words }: Fields): Record<string, unknown> {
  const where = place.kind && place.id ? { [place.kind]: place.id } : place.point ?? { address: place.label.zh };
  return { door: 'department', subclass, words, place: where, split_from: { case: id, seen: version, id: crypto.randomUUID() } };
}

/** The deed as the server takes it, from what the form holds. */
export function deedOf(deed: string, fields: Fields, attachment: string | null): Record<string, unknown> {
  switch (deed) {
    case 'assign': return { deed, officer: fields.officer };
    case 'wait': return { deed, waits_for: fields.waits_for };
    case 'transfer': case 'join': return { deed, office: fields.office };
    case 'resolve': return { deed, outcome: fields.outcome };
    case 'refuse': return { deed, responsible: { zh: fields.zh, en: fields.en } };
    case 'reclassify': return { deed, subclass: fields.subclass };
    case 'merge': return { deed, into: fields.into };
    case 'visit': return { deed, met: fields.met === 'yes' };
    case 'recheck': return { deed, fixed: fields.fixed === 'yes' };
    case 'evidence': return { deed, kind: fields.kind, attachment };
    default: return { deed };
  }
}
