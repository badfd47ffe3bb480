import type { Hit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** One found place: its name, what it is, and where. */
export function HitLine({ hit }: { hit: Hit }) {
  const { say, word } = useTexts();
  return (
    <span className="ll-hit">
      <span>{say(hit.label)}</span>
      <small>{word('hit', hit.kind)}{hit.context ? ` · ${say(hit.context)}` : ''}</small>
    </span>
  );
}
