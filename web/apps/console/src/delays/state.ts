import type { Delay } from '@linli/kit/client';

/** How a delay stands, in the order of its life. */
export const states = ['waits', 'holds', 'refused', 'told', 'lapsed'] as const;
export type DelayState = (typeof states)[number];

/** Days at most between the ask and the day on which looks are told; that one begins after the last day named. */
const longestDays = 90;

/** Roles that may ask; the policies decide, this is what the screen offers. */
const askers = ['district_officer', 'enforcement_officer', 'community_police'];

export function mayAsk(roles: readonly string[]): boolean {
  return roles.some((role) => askers.includes(role));
}

/** How a delay stands: nothing is held back before somebody agreed, and nothing after its day. */
export function stateOf(delay: Pick<Delay, 'agreed' | 'until'>, now: number): DelayState {
  if (delay.agreed === false) return 'refused';
  const over = new Date(delay.until).getTime() <= now;
  if (delay.agreed === null) return over ? 'lapsed' : 'waits';
  return over ? 'told' : 'holds';
}

/** The first and the last day that may be named, as a form of days takes them. */
export function dayRange(now: number): { min: string; max: string } {
  const day = (after: number) => new Date(now + after * 86_400_000).toLocaleDateString('sv');
  return { min: day(0), max: day(longestDays - 1) };
}
