import type { ReactNode } from 'react';

/** One figure with its name. */
export function Figure({ name, value }: { name: ReactNode; value: ReactNode }) {
  return <div className="ll-figure"><dd>{value}</dd><dt>{name}</dt></div>;
}
