import type { CaseDetail } from '@linli/kit/client';
import type { Ahead } from '../outbox/ahead';
import type { Act, Draft } from '../outbox/entry';

/** Deeds done with one press. */
export const plain = new Set(['take', 'claim', 'start', 'resume', 'contact']);
export const waits = ['entry', 'parts', 'other_body', 'appraisal', 'weather', 'reporter'] as const;
export const outcomes = ['fixed', 'settled', 'not_found', 'unreachable'] as const;
/** Evidence that is a photo of something. */
export const pictured = ['photo_after', 'photo_before', 'signature', 'document'] as const;

/** An action on a case as it is on the screen. */
export function actOn(row: CaseDetail, deed: Act['deed'], words = '', more: { photos?: string[]; lon?: number; lat?: number } = {}): Draft {
  const { photos = [], ...position } = more;
  const { id, number, subclass, place, version } = row;
  return {
    id: crypto.randomUUID(), photos,
    job: { kind: 'act', case: id, number, title: subclass.title, label: place.label, base: version, deed, words: words.trim(), ...position },
  };
}

/** What an outcome still lacks: kinds of evidence, or `visits`. The server has the last word. */
export function lacking(outcome: string, row: CaseDetail, now: Ahead): string[] {
  const without = (kind: string, unless: boolean) => (unless || now.evidence.includes(kind) ? [] : [kind]);
  switch (outcome) {
    case 'fixed': return now.missing;
    case 'not_found': return without('location_near', row.place.point === null);
    case 'settled': return without('contact', !row.can_contact);
    case 'unreachable': return now.failedVisits < 2 ? ['visits'] : [];
    default: return [];
  }
}
