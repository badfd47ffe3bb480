/** A time in its largest whole unit. */
export interface TimeLeft { late: boolean; unit: 'days' | 'hours' | 'minutes'; n: number }

/** How long until an instant, or how long since. */
export function timeLeft(at: string, now: number): TimeLeft {
  const minutes = Math.round((new Date(at).getTime() - now) / 60_000);
  const size = Math.abs(minutes);
  const [unit, per] = size >= 2880 ? (['days', 1440] as const) : size >= 120 ? (['hours', 60] as const) : (['minutes', 1] as const);
  return { late: minutes < 0, unit, n: Math.floor(size / per) };
}
