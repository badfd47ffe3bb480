/** Labels on a page of A4: two beside each other, five below. */
export const perPage = 10;

/** A list in parts of at most `size`, in order. */
export function pagesOf<T>(rows: readonly T[], size = perPage): T[][] {
  const pages: T[][] = [];
  for (let from = 0; from < rows.length; from += size) pages.push(rows.slice(from, from + size));
  return pages;
}

/** Letters in groups of five, to be copied by eye. */
export const groupsOf = (code: string): string[] => code.match(/.{1,5}/g) ?? [];
