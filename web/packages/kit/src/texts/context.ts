import { createContext, useContext } from 'react';
import type { Lang, Text } from '../client/types';
import type { Key } from './catalogues';
import type { Vars } from './fill';

/** What a component needs to speak the reader's language. */
export interface Texts {
  lang: Lang;
  locale: string;
  setLang(lang: Lang): void;
  /** A text of the catalogue. */
  t(key: Key, vars?: Vars): string;
  /** The word for a value of a closed list, as `use.dwelling`; a value not listed is shown as written. */
  word(list: string, value: string | null | undefined): string;
  /** A bilingual value of the data, in the reader's language where there is one. */
  say(text: Text | null | undefined): string;
  number(value: number | null | undefined): string;
  percent(value: number): string;
  /** Bits of evidence, with their sign. */
  bits(value: number): string;
  /** A duration to a tenth of a second, or in minutes. */
  seconds(value: number | null): string;
  day(value: string | null | undefined): string;
  moment(value: string | null | undefined): string;
}

export const TextsContext = createContext<Texts | null>(null);

/** The texts of the reader's language. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useTexts needs a TextsProvider above it');
  return texts;
}
