import { useEffect, useSyncExternalStore } from 'react';
import { CallLine, type CallView } from './CallLine';

/** The page's one line. */
export const callLine = new CallLine();

/** How the page's call stands. */
export function useCall(): CallView {
  return useSyncExternalStore(callLine.subscribe, callLine.look);
}

/** Listens for calls while `on`, and hangs up when that ends. */
export function useListening(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    callLine.open();
    return () => callLine.close();
  }, [on]);
}
