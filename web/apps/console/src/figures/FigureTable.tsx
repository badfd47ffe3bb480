import type { FigureRow } from '@linli/kit/client';
import { PlainTable } from '../page/PlainTable';
import { useFigureColumns } from './useFigureColumns';

/** Figures in the order of codes: no order of merit. */
export function FigureTable({ label, first, rows }: { label: string; first: string; rows: FigureRow[] }) {
  return <PlainTable label={label} columns={useFigureColumns(first)} rows={rows} />;
}
