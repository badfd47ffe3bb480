import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** How soon whoever guesses would come to a password: 0 at once, 4 not in any time that matters. */
export type Strength = 0 | 1 | 2 | 3 | 4;

// What is longer is hard enough to guess, and takes long to look at.
const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: 64 });

/** The strength of a password that somebody chooses whose own words, such as the account name, are `own`. */
export function estimate(password: string, own: string[]): Strength {
  return judge.check(password, own).score;
}
