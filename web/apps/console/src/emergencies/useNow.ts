import { useEffect, useState } from 'react';

/** The time, anew every half minute: for what counts down. */
export function useNow(): number {
  const [now, set] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
