import type { ReactNode } from 'react';

/** A field with its name above it. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return <div className="ll-entry-field"><span aria-hidden="true">{name}</span>{children}</div>;
}
