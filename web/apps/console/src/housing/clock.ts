import { time } from '@linli/kit/texts';

/** A time of the clock, `HH:MM`, as minutes from midnight; nothing where none was given. */
export const minutes = (said: string | undefined): number | undefined => (said ? Number(said.slice(0, 2)) * 60 + Number(said.slice(3, 5)) : undefined);

interface Window { from: number; to: number }

/** A window as a form holds it; empty where there is none. */
export interface Times { from?: string; to?: string }

/** A window as a form holds it. */
export const times = (window: Window | undefined): Times => (window ? { from: time(window.from), to: time(window.to) } : {});

/** The window that a form holds; nothing where one of its ends is missing. */
export function windowOf(held: Times | undefined): Window | undefined {
  const [from, to] = [minutes(held?.from), minutes(held?.to)];
  return from === undefined || to === undefined ? undefined : { from, to };
}
