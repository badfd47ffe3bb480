const two = (number: number) => String(number).padStart(2, '0');

/** Minutes from midnight as a time of the clock. */
export const time = (of: number): string => `${two(Math.floor(of / 60))}:${two(of % 60)}`;

/** A window of a day, in minutes from midnight, as people read it. */
export const span = ({ from, to }: { from: number; to: number }): string => `${time(from)}–${time(to)}`;
