import { useEffect, useState } from 'react';
import type { Strength } from './estimate';

/** The strength of a password while it is typed; none until the dictionary is there. Nothing of it leaves the page. */
export function useStrength(password: string, own: string): Strength | null {
  const [estimate, setEstimate] = useState<((password: string, own: string[]) => Strength) | null>(null);
  const wanted = password !== '';
  useEffect(() => {
    let here = true;
    // Without it the form does as well: it is a help, and the server decides.
    if (wanted) void import('./estimate').then((found) => here && setEstimate(() => found.estimate), () => undefined);
    return () => { here = false; };
  }, [wanted]);
  return wanted && estimate ? estimate(password, own ? [own] : []) : null;
}
