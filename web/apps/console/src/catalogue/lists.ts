/** A list with one of its members a place further on or back. */
export function moved<T>(list: T[], at: number, by: number): T[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(at + by, 0, one);
  return next;
}

/** An id that none of a list has. */
export function nextId(stem: string, list: { id: string }[]): string {
  let n = list.length + 1;
  while (list.some((each) => each.id === `${stem}_${String(n)}`)) n += 1;
  return `${stem}_${String(n)}`;
}
