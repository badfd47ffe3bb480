import type { CaseRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { CaseState } from './CaseState';
import { Due } from './Due';

/** A case in one line of a heap: what, where, until when. */
export function CaseLine({ row }: { row: CaseRow }) {
  const { say } = useTexts();
  return (
    <li>
      <Link to={`/cases/${row.number}`}>
        <b>{say(row.subclass.title)}</b>
        <Due at={row.due_at} state={row.state} />
        <span className="ll-case-words">{row.words}</span>
        <span className="ll-soft ll-small">{say(row.place.label)}</span>
        <CaseState value={row.state} />
      </Link>
    </li>
  );
}
