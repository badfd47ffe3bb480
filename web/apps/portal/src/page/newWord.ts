/** Letters and digits that nobody mistakes for each other (Crockford's base 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A word to follow a case by: 50 bits of chance. */
export function newWord(): string {
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => letters[byte % letters.length] ?? '').join('');
}
