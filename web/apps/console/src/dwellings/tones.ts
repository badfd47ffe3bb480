import type { Tone } from '../page/Mark';

/** How the states of a binding are marked. */
export const tones: Record<string, Tone> = { waiting: 'care', bound: 'good', refused: 'bad', undone: 'bad' };
