import type { BoundIdentity } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { whoseWord } from './whoseWord';

/** Whose word an account is, or is about to be, signed in by. */
export function Whom({ issuer, bound }: { issuer: string; bound?: BoundIdentity | null }) {
  const texts = useTexts();
  return whoseWord(texts, issuer, bound).map((line) => <p key={line} className="ll-soft ll-break">{line}</p>);
}
