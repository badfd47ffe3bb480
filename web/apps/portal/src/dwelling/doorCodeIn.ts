/** The code at a door in what was scanned: 45 letters and digits without I, L, O and U; nothing where there is none. */
export function doorCodeIn(text: string): string | null {
  const code = text.trim().toUpperCase();
  return /^[0-9A-HJKMNP-TV-Z]{45}$/.test(code) ? code : null;
}
