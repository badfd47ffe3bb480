/** What a form of a deed may hold. */
export interface HazardFields { office?: string; fixer?: string; capacity?: string; words?: string; kind?: string; evidence?: Record<string, File | boolean | null | undefined> }

/** Presses whose words are a must. */
export const needWords: ReadonlySet<string> = new Set(['order', 'refer', 'send_back', 'withdraw', 'reopen']);

const likeliest = ['verify', 'send_back', 'order', 'say_fixed', 'show', 'refer', 'reopen', 'withdraw'];

/** What may be pressed, of what the server offers; the likeliest first. */
export function pressesOf(offers: readonly string[]): string[] {
  const all = offers.flatMap((deed) => (deed === 'verify' ? ['verify', 'send_back'] : [deed]));
  return all.sort((a, b) => likeliest.indexOf(a) - likeliest.indexOf(b));
}

/** What says nothing of how it was found: more evidence, and an objection that suspends the duty until it is decided. */
const beside: ReadonlySet<string> = new Set(['show', 'pause', 'resume']);

/** What a step of the history was: looking again found it fixed, or sent it back, as what came after shows. */
export function deedShown({ steps, state }: { steps: { deed: string }[]; state: { name: string } }, index: number): string {
  const deed = steps[index]?.deed ?? '';
  if (deed !== 'verify') return deed;
  const next = steps.slice(index + 1).find((step) => !beside.has(step.deed));
  return (next ? next.deed === 'reopen' : state.name === 'verified') ? 'verify' : 'send_back';
}

/** Capacities that officers have of their own; what any other body found comes with its paper. */
export const ownCapacities: ReadonlySet<string> = new Set(['inspector', 'office']);

/** The deed as the server takes it. */
export function hazardDeed(press: string, { office, fixer, capacity }: HazardFields): Record<string, unknown> {
  switch (press) {
    case 'refer': return { deed: 'refer', office };
    case 'say_fixed': return { deed: 'say_fixed', fixer };
    case 'verify': return { deed: 'verify', fixed: true, capacity };
    case 'send_back': return { deed: 'verify', fixed: false, capacity };
    default: return { deed: press };
  }
}
