import type { Reject } from '@linli/kit/client';
import { cell } from '../wash/csv';

/** The refused rows as a table: where each stands, and why; nothing of what stands in it. */
export function rejectsCsv(rejects: readonly Reject[]): string {
  const lines = rejects.map(({ file, row, column, reason }) => [file, row, column, reason].map(cell).join(','));
  return `${['file,row,column,reason', ...lines].join('\r\n')}\r\n`;
}
