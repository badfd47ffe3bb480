import type { OwnFact } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { factText } from '../rights/factText';
import { WrongFact } from './WrongFact';

/** One fact on the person for whom one acts; with a proxy that may, it is said to be wrong. */
export function ActedFact({ proxy, fact }: { proxy: string | null; fact: OwnFact }) {
  const texts = useTexts();
  const { name, value } = factText(fact, texts);
  return <li>{name}: {value} · {texts.say(fact.source)} {proxy && <WrongFact proxy={proxy} fact={fact} />}</li>;
}
