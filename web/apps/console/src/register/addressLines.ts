import type { Lang } from '@linli/kit/client';

/** An address as the page's two lines. Chinese is written largest first, English smallest first. */
export function addressLines(address: Record<Lang, readonly string[]>, lang: Lang): { door: string; area: string } {
  const [first = '', second = ''] = address[lang];
  return lang === 'zh' ? { door: second || first, area: second ? first : '' } : { door: first || second, area: first ? second : '' };
}
