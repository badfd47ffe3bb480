import type { ReactNode } from 'react';

/** How a marked value stands; the word always says it too. */
export type Tone = 'plain' | 'good' | 'fine' | 'care' | 'bad';

/** A short marked word. */
export function Mark({ tone = 'plain', icon, title, children }: { tone?: Tone; icon?: ReactNode; title?: string; children: ReactNode }) {
  return <span className={`ll-tag ll-tag-${tone}`} title={title}>{icon}{children}</span>;
}
