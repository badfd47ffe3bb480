/**
 * The code at a door in what was scanned or where it led: 45 letters and digits without I, L, O and U, alone or after the
 * `#door=` of an address; nothing where there is none. Whose code it is, the server says.
 */
export function doorCodeIn(text: string): string | null {
  return /^(?:\S*#door=)?([0-9A-HJKMNP-TV-Z]{45})(?:&unit=\w*)?$/i.exec(text.trim())?.[1]?.toUpperCase() ?? null;
}
