import { en } from './en';
import { zh } from './zh';

/** The name of a text; a key that is missing in either language does not compile. */
export type Key = keyof typeof en & keyof typeof zh;

/** Every text of every screen, by language. */
export const catalogues = { en, zh } satisfies Record<string, Record<Key, string>>;
