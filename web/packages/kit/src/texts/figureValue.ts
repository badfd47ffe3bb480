import type { Texts } from './context';

/** A figure of an objection as people read it: cases, hours, or a part. */
export function figureValue(figure: string, shown: string, { t, number, percent }: Pick<Texts, 't' | 'number' | 'percent'>): string {
  const value = Number(shown);
  if (figure === 'cases') return number(value);
  return figure.endsWith('_h') ? t('figures.hours', { n: Math.round(value) }) : percent(value);
}
