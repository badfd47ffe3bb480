/** A span of hours as it is kept, whatever colon and dash it was typed with. */
export const spanOf = (typed: string): string => typed.trim().replaceAll('\uff1a', ':').replace(/\s*[-\u2013\u2014\uff0d~]\s*/, '-');

/** Whether a text is a span of hours, such as 09:00-12:00. */
export const isSpan = (text: string): boolean => /^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/.test(text);

/** Whether a text is a day, such as 2026-10-01. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

/** Years as they were typed: each once, in order; what is no year is left out. */
export function yearsOf(typed: string[]): number[] {
  const years = typed.filter((text) => /^\d{4}$/.test(text.trim())).map(Number);
  return [...new Set(years)].sort((a, b) => a - b);
}

/** Names of Monday to Sunday. */
export function weekdays(locale: string): string[] {
  const names = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, at) => names.format(new Date(Date.UTC(2024, 0, 1 + at))));
}
