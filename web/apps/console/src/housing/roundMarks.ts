import type { InspectionPlan, InspectionRound, Point } from '@linli/kit/client';
import type { MapMark } from '@linli/kit/map';
import { tokens } from '@linli/kit/tokens';

/** How a round looks on the map: a colour, and a letter that says the same without it. */
export interface RoundLook { round: InspectionRound; letter: string; colour: string; ink: string }

const colours = [tokens.rented, tokens.owner, tokens.full, tokens.star, tokens.accent, tokens.vacant];

/** The letter of a round: A to Z, then AA and on. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

/** Every round with a letter of its own; colours come again where there are more rounds than colours. */
export function looksOf(rounds: readonly InspectionRound[]): RoundLook[] {
  return rounds.map((round, index) => ({ round, letter: letterOf(index), colour: colours[index % colours.length] ?? tokens.accent, ink: tokens.paper }));
}

/** The visits on the map, each with its round's letter and its place in it; those in no round by a dot. `only` shows one inspector's, `none` those in no round. */
export function roundMarks(plan: Pick<InspectionPlan, 'visits'>, looks: readonly RoundLook[], only: string | null): MapMark[] {
  const byInspector = new Map(looks.map((look) => [look.round.inspector.id, look]));
  return plan.visits.flatMap(({ building, inspector, place, point }): MapMark[] => {
    if (!point || (only !== null && (inspector?.id ?? 'none') !== only)) return [];
    const look = inspector ? byInspector.get(inspector.id) : undefined;
    const at: Point = point;
    return [look
      ? { id: building.id, colour: look.colour, ink: look.ink, sign: `${look.letter}${place ?? ''}`, point: at }
      : { id: building.id, colour: tokens.unknown, ink: tokens.paper, sign: '\u00b7', point: at }];
  });
}
