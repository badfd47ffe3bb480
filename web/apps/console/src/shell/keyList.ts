import type { Key } from '@linli/kit/texts';
import { searchesOf } from './finds';

/** What a key does; each of `keys` is a way to do it, of keys that are pressed together. */
export interface KeyLine { keys: readonly (readonly string[])[]; does: Key }

/** The keys of a page; `page` is its name in the navigation, and null for those that act everywhere. */
export interface KeyGroup { page: string | null; title: Key; lines: readonly KeyLine[] }

const arrows = [['←'], ['↑'], ['→'], ['↓']];

const groups: readonly KeyGroup[] = [
  {
    page: null, title: 'keys.anywhere', lines: [
      { keys: [['Ctrl', 'K'], ['⌘', 'K']], does: 'keys.search' },
      { keys: [['?']], does: 'keys.help' },
      { keys: [['Esc']], does: 'keys.close' },
    ],
  },
  { page: 'map', title: 'nav.map', lines: [{ keys: arrows, does: 'keys.mapMove' }, { keys: [['+'], ['−']], does: 'keys.mapZoom' }] },
  { page: 'register', title: 'nav.register', lines: [{ keys: arrows, does: 'keys.rooms' }] },
  {
    page: 'catalogue', title: 'nav.catalogue', lines: [
      { keys: [['/']], does: 'catalogue.search' },
      { keys: [['Ctrl', 'S'], ['⌘', 'S']], does: 'catalogue.save' },
      { keys: [['Ctrl', 'Z'], ['⌘', 'Z']], does: 'catalogue.undo' },
      { keys: [['Ctrl', 'Shift', 'Z'], ['⌘', 'Shift', 'Z']], does: 'catalogue.redo' },
    ],
  },
  { page: 'wash', title: 'nav.wash', lines: [{ keys: [['Ctrl', 'Enter'], ['⌘', 'Enter']], does: 'keys.wash' }] },
  { page: 'blocks', title: 'nav.blocks', lines: [{ keys: [...arrows, ['Home'], ['End']], does: 'keys.graph' }] },
  {
    page: 'review', title: 'nav.review', lines: [
      { keys: [['S']], does: 'review.say.same' },
      { keys: [['D']], does: 'review.say.different' },
      { keys: [['U']], does: 'review.say.unsure' },
      { keys: [['N'], ['→']], does: 'keys.next' },
      { keys: [['P'], ['←']], does: 'keys.previous' },
      { keys: [['Z']], does: 'review.undo' },
    ],
  },
];

/** The keys that an account with these pages has a use for. */
export function keysFor(nav: readonly string[]): KeyGroup[] {
  const { places, cases } = searchesOf(nav);
  const search = ({ does, ...line }: KeyLine): KeyLine[] => {
    if (does !== 'keys.search') return [{ does, ...line }];
    return places || cases ? [{ ...line, does: cases ? 'keys.searchCases' : does }] : [];
  };
  return groups.filter(({ page }) => page === null || nav.includes(page)).map((group) => ({ ...group, lines: group.lines.flatMap(search) }));
}
