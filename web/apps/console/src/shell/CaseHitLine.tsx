import type { CaseRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** One found case: what it is about and its number, how it stands, and where. */
export function CaseHitLine({ row }: { row: CaseRow }) {
  const { say, word } = useTexts();
  return (
    <span className="ll-hit">
      <span>{say(row.subclass.title)} · {row.number}</span>
      <small>{[word('case_state', row.state), say(row.place.label), row.words].filter(Boolean).join(' · ')}</small>
    </span>
  );
}
