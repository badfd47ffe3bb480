/**
 * The code of the dwelling that a letter leads here with: `#letter=` and its 25 digits. What follows the `#` stays in the
 * browser, so that no log of the installation tells which dwelling's letter was read.
 */
export function letterCode(hash: string): string | null {
  return /^#letter=(\d{25})$/.exec(hash)?.[1] ?? null;
}
