import type { KeyboardEvent } from 'react';

/** Arrow keys go from circle to circle, Home and End to the first and the last. */
export function useArrows(count: number, chosen: number | null, choose: (index: number) => void) {
  return (event: KeyboardEvent<SVGSVGElement>) => {
    const now = chosen ?? -1;
    const next: Record<string, number> = { ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1 + (now < 0 ? 1 : 0), ArrowUp: now - 1 + (now < 0 ? 1 : 0), Home: 0, End: count - 1 };
    const to = next[event.key];
    if (to === undefined || count === 0) return;
    event.preventDefault();
    const index = (to + count) % count;
    choose(index);
    event.currentTarget.querySelectorAll<SVGGElement>('.ll-graph-node')[index]?.focus();
  };
}
