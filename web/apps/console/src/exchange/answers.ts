import type { Answer } from './queries';

/** The rows of a table as RFC 4180 writes it. */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  const endCell = () => { row.push(cell); cell = ''; };
  const endRow = () => { endCell(); if (row.some((each) => each !== '')) rows.push(row); row = []; };
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charAt(at);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text.charAt(at + 1) === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  endRow();
  return rows;
}

/** The answers that stand in a list that a department filled in; nothing where it has no such columns. */
export function answersOf(text: string): Answer[] | null {
  const [head = [], ...rows] = rowsOf(text.replace(/^\uFEFF/, ''));
  const [item, answer, reason] = ['item', 'answer', 'reason'].map((name) => head.indexOf(name)) as [number, number, number];
  if (item < 0 || answer < 0) return null;
  return rows.flatMap((row) => {
    const said = row[answer]?.trim();
    return said === 'accepted' || said === 'refused' ? [{ item: row[item] ?? '', answer: said, reason: row[reason]?.trim() ?? '' }] : [];
  });
}
