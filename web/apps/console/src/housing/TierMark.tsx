import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** The tier of a dwelling: the sign of the room chart and its word. */
export function TierMark({ value }: { value: Word }) {
  const { say } = useTexts();
  return <span className="ll-tier"><i className={`ll-room ll-tier-${value.name}`} aria-hidden="true" />{say(value.label)}</span>;
}
