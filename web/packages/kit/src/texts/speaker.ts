import type { Lang } from '../client/types';
import { catalogues, type Key } from './catalogues';
import type { Texts } from './context';
import { fill } from './fill';

/** Every way of saying things in one language. */
export function speaker(lang: Lang): Omit<Texts, 'setLang'> {
  const locale = lang === 'zh' ? 'zh-CN' : 'en-GB';
  const texts: Record<string, string> = catalogues[lang];
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const numbers = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const none = '–';
  return {
    lang,
    locale,
    t: (key: Key, vars) => fill(texts[key] ?? key, locale, vars),
    word: (list, value) => {
      if (!value) return none;
      return texts[`${list}.${value}`] ?? value.replaceAll('_', ' ');
    },
    say: (text) => {
      if (!text) return none;
      return (lang === 'zh' ? text.zh || text.en : text.en || text.zh) || none;
    },
    number: (value) => (value === null || value === undefined ? none : numbers.format(value)),
    percent: (value) => percents.format(value),
    bits: (value) => signed.format(value),
    seconds: (value) => {
      if (value === null) return none;
      if (value < 120) return fill(texts['time.seconds'] ?? '', locale, { value: tenths.format(value) });
      return fill(texts['time.minutes'] ?? '', locale, { minutes: numbers.format(Math.floor(value / 60)), seconds: Math.round(value % 60) });
    },
    day: (value) => (value ? dates.format(new Date(value)) : none),
    moment: (value) => (value ? moments.format(new Date(value)) : none),
  };
}
