/** The heaps of the inbox in their order, each with the list that holds all of it. */
export const heaps = [
  ['mine', 'officer=me&which=open&sort=deadline'], ['untaken', 'state=reported&which=open&sort=deadline'], ['overdue', 'which=late&sort=deadline'],
  ['supervised', 'which=supervised'], ['recheck', 'which=recheck'],
] as const;

export type HeapName = (typeof heaps)[number][0];
