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
