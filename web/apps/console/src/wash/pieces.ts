import type { WashComponent } from '@linli/kit/client';

/** A piece of a written line: a component of the address, or what stands between two. */
export interface Piece { text: string; kind: string | null; value: string | null; start: number }

/** Cuts a line at its components. Positions count characters, not code units, as the parser does. */
export function piecesOf(line: string, components: readonly WashComponent[]): Piece[] {
  const characters = [...line];
  const pieces: Piece[] = [];
  let at = 0;
  const push = (start: number, end: number, kind: string | null, value: string | null) => {
    if (end > start) pieces.push({ text: characters.slice(start, end).join(''), kind, value, start });
  };
  for (const each of [...components].sort((a, b) => a.start - b.start)) {
    if (each.start < at) continue;
    push(at, each.start, null, null);
    push(each.start, each.end, each.near ? 'nearby' : each.kind, each.value);
    at = each.end;
  }
  push(at, characters.length, null, null);
  return pieces;
}
