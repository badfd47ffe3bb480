/** The notice that a code on paper leads here with: its number and the mark on what it says. What follows the `#` stays in the browser. */
export function noticeIn(hash: string): { number: string; digest: string } | null {
  const [, number, digest] = /^#notice=(\d{4}-\d{6,})\.([0-9A-HJKMNP-TV-Z]{26})$/i.exec(hash) ?? [];
  return number && digest ? { number, digest: digest.toUpperCase() } : null;
}
