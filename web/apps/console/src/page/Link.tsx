import type { ReactNode } from 'react';
import { Link as RouteLink } from 'wouter';

/** A link to another page of the console. */
export function Link({ to, children }: { to: string; children: ReactNode }) {
  return <RouteLink href={to} onClick={(event) => event.stopPropagation()}>{children}</RouteLink>;
}
