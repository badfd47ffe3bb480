import type { Emergency } from '@linli/kit/client';

/** Roles that may open one; the policies decide, this is what the screen offers. */
const openers = ['district_officer', 'street_officer', 'community_officer', 'enforcement_officer', 'community_police'];

export function mayOpen(roles: readonly string[]): boolean {
  return roles.some((role) => openers.includes(role));
}

/** Whole minutes that an emergency lasts still; none where it is over. */
export function minutesLeft(emergency: Pick<Emergency, 'ends_at'>, now: number): number {
  return Math.max(0, Math.ceil((new Date(emergency.ends_at).getTime() - now) / 60_000));
}

/** One's own that still last. */
export function running(all: readonly Emergency[], login: string, now: number): Emergency[] {
  return all.filter((each) => each.login === login && minutesLeft(each, now) > 0);
}
