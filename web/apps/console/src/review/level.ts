import type { Key } from '@linli/kit/texts';

const forms: [RegExp, Key][] = [
  [/^no evidence$/, 'level.none'], [/^anything else$/, 'level.else'], [/ two parts equal$/, 'level.parts'],
  [/_building equal$/, 'level.building'], [/ equal$/, 'level.equal'], [/ exchanged$/, 'level.exchanged'],
  [/ Jaro-Winkler >= /, 'level.alike'], [/ edits <= /, 'level.edits'], [/ begins alike$/, 'level.begins'], [/ common words >= /, 'level.words'],
  [/ words contained$/, 'level.contained'], [/ one digit off$/, 'level.digit'], [/ same but for script$/, 'level.script'],
  [/ sounds the same$/, 'level.sound'], [/ in another order$/, 'level.order'], [/within /, 'level.near'], [/ intersect$/, 'level.common'],
];

/** The texts that say which level of a comparison held; nothing where the level has a name of its own. */
export function levelTexts(level: string): Key[] {
  const parts = level.split(/ or | and /).map((part) => forms.find(([form]) => form.test(part))?.[1]);
  return [...new Set(parts.filter((key) => key !== undefined))];
}
