/** Digits of a building's code, and of a unit's. */
const lengths = [25, 19];

/** The code of a unit or building in what was scanned or typed, with blanks or without; nothing where there is none. */
export function codeIn(text: string): string | null {
  const runs = text.replace(/(?<=\d)[\s-]+(?=\d)/g, '').match(/\d+/g) ?? [];
  for (const length of lengths) {
    const found = runs.find((run) => run.length === length);
    if (found) return found;
  }
  return null;
}
