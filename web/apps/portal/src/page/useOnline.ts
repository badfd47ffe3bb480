import { reach } from '@linli/kit/client';
import { useSyncExternalStore } from 'react';

const subscribe = (tell: () => void) => {
  // A network that comes back is believed in until a request shows otherwise.
  const back = () => { reach.note(true); tell(); };
  addEventListener('online', back);
  addEventListener('offline', tell);
  const leave = reach.subscribe(tell);
  return () => { removeEventListener('online', back); removeEventListener('offline', tell); leave(); };
};

/** Whether the installation can be reached, as far as the device and the last request know. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine && reach.get());
}
