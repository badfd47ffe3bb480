import type { DoorCodes } from '@linli/kit/client';
import { DoorLabel } from './DoorLabel';
import { pagesOf } from './labelPages';

/** The labels of a building, page by page; `only` is the unit whose label alone is wanted. What was withdrawn has none. */
export function LabelSheet({ sheet, only }: { sheet: DoorCodes; only: string | null }) {
  const rows = sheet.rows.flatMap((row) => {
    const { code, target } = row;
    return code && target && (only === null || row.unit.id === only) ? [{ ...row, code, target }] : [];
  });
  return (
    <div className="ll-labels">
      {pagesOf(rows).map((page, index) => (
        <section key={index} className="ll-label-page">{page.map((row) => <DoorLabel key={row.unit.id} row={row} purpose={sheet.purpose} />)}</section>
      ))}
    </div>
  );
}
