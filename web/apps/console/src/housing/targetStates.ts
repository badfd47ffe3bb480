import { tokens } from '@linli/kit/tokens';
import type { Tone } from '../page/Mark';

/** How a target stands: its tone in lists, and its colour and sign on the map. */
export const targetStates: Record<string, { tone: Tone; colour: string; ink: string; sign: string }> = {
  not_visited: { tone: 'plain', colour: tokens.vacant, ink: tokens.paper, sign: '·' },
  visited: { tone: 'fine', colour: tokens.rented, ink: tokens.paper, sign: '✓' },
  hazards_found: { tone: 'bad', colour: tokens.full, ink: tokens.paper, sign: '!' },
  put_right: { tone: 'good', colour: tokens.owner, ink: tokens.paper, sign: '+' },
  no_entry: { tone: 'care', colour: tokens.star, ink: tokens.paper, sign: '×' },
};

/** The states in the order of a campaign. */
export const everyState = ['not_visited', 'visited', 'hazards_found', 'put_right', 'no_entry'] as const;
