/** How a list is sorted: by which column, and whether from the end. */
export interface Sorting { key: string; down: boolean }

/** Reads the order as it stands in the address: a column's name, with `-` before it for descending; null for the list's own order. */
export function readSort(sort: string | null): Sorting | null {
  const key = sort?.replace(/^-/, '');
  return key ? { key, down: sort?.startsWith('-') ?? false } : null;
}

/** The order as it stands in the address. */
export function writeSort(sorting: Sorting | null): string | null {
  return sorting && `${sorting.down ? '-' : ''}${sorting.key}`;
}

/** Rows that are all there, in the order asked for; as they came where their column holds nothing to sort by. */
export function sorted<T>(rows: T[], sort: string | null, values: Record<string, (row: T) => string | number>, locale: string): T[] {
  const sorting = readSort(sort);
  if (!sorting) return rows;
  const value = values[sorting.key];
  if (!value) return rows;
  const way = sorting.down ? -1 : 1;
  return [...rows].sort((a, b) => way * compared(value(a), value(b), locale));
}

function compared(a: string | number, b: string | number, locale: string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), locale);
}
