import type { WashRow } from '@linli/kit/client';

/** One cell as RFC 4180 writes it; a leading sign that a spreadsheet would run as a formula is quoted. */
export function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The washed lines as a table with the columns that the command line writes. */
export function washCsv(rows: readonly WashRow[]): string {
  const head = ['row', 'address', 'class', 'address_id', 'code', 'matched', 'score', 'rule', 'candidates'];
  const lines = rows.map((row) => [
    row.row, row.line, row.class, row.id, row.code, row.label, row.score, row.rule,
    row.candidates.map((each) => `${each.id}:${each.score}`).join(';'),
  ].map(cell).join(','));
  return `${[head.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Saves a text as a file; the byte order mark lets spreadsheets read the Chinese. */
export function saveCsv(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
