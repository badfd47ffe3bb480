import type { CaseRow } from '@linli/kit/client';
import type { MapMark } from '@linli/kit/map';
import { tokens } from '@linli/kit/tokens';

/** Urgency by colour. */
export const colours: Readonly<Record<string, string>> = { urgent: tokens.full, serious: tokens.star, ordinary: tokens.accent };

/** Where a case stands, by a sign that every font of the map has. */
export const signs: Readonly<Record<string, string>> = { reported: '?', accepted: '+', assigned: '>', in_hand: '~', waiting: '=', reopened: '!' };

/** The point of a case on the map: urgency by colour, state by sign; none without a place. */
export function caseMark({ id, severity, state, place }: Pick<CaseRow, 'id' | 'severity' | 'state' | 'place'>): MapMark | null {
  if (!place.point) return null;
  return { id, colour: colours[severity] ?? tokens.unknown, ink: tokens.paper, sign: signs[state] ?? '·', point: place.point };
}
