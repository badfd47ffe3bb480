import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Lang } from '../client/types';
import { TextsContext } from './context';
import { speaker } from './speaker';

const stored = 'linli.lang';

function first(): Lang {
  const kept = localStorage.getItem(stored);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Gives the language to everything below, and keeps the reader's choice. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(first);
  useEffect(() => {
    localStorage.setItem(stored, lang);
    // The server reads the cookie where no header can be set: links, downloads, reports.
    document.cookie = `linli_lang=${lang}; path=/; max-age=31536000; samesite=strict`;
    document.documentElement.lang = lang === 'zh' ? 'zh-Hans' : 'en';
  }, [lang]);
  const texts = useMemo(() => ({ ...speaker(lang), setLang }), [lang]);
  return <TextsContext.Provider value={texts}>{children}</TextsContext.Provider>;
}
