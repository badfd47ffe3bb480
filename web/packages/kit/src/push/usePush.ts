import { useCallback, useEffect, useState } from 'react';
import { type PushDevice, type PushDevices, read, write } from '../client';
import type { Key } from '../texts';
import { canPush, newsOf, type PushWorker, subscribe, subscriptionOf, unsubscribe } from './subscription';

/** How push stands on this device: its browser cannot, its user does not allow it, the installation does not push, or it is off or on. */
export type PushState = 'unsupported' | 'blocked' | 'not_set_up' | 'off' | 'on';

/** Why push cannot be turned on here, in words. */
const says: Record<PushState, Key | null> = { unsupported: 'push.unsupported', blocked: 'push.blocked', not_set_up: 'push.notSetUp', off: null, on: null };

interface Found { listed: PushDevices; here: string | null }

/** Push for whoever is signed in: their devices, how it stands on this one, and what can be done. `null` until it is known. */
export function usePush(worker: PushWorker) {
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { path, scope } = worker;
  const tried = useCallback(async (deed?: () => Promise<unknown>) => {
    setError(null);
    setBusy(true);
    try {
      await deed?.();
      const subscription = await subscriptionOf({ path, scope });
      const here = subscription ? (await newsOf(subscription)).device?.id ?? null : null;
      setFound({ listed: await read<PushDevices>('/api/messages/push'), here });
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  }, [path, scope]);
  useEffect(() => { void tried(); }, [tried]);
  const state = (): PushState => {
    if (!canPush()) return 'unsupported';
    if (!found?.listed.key) return 'not_set_up';
    if (found.here) return 'on';
    return Notification.permission === 'denied' ? 'blocked' : 'off';
  };
  const key = found?.listed.key ?? '';
  const now = found && state();
  return {
    state: now,
    says: now && says[now],
    devices: found?.listed.devices ?? [],
    here: found?.here ?? null,
    error,
    busy,
    look: () => void tried(),
    turnOn: () => void tried(() => subscribe(worker, key)),
    show: ({ id }: PushDevice, shows_title: boolean) => void tried(() => write<undefined>('PUT', `/api/messages/push/${id}`, { shows_title })),
    remove: ({ id }: PushDevice) => void tried(() => (id === found?.here ? unsubscribe(worker) : write<undefined>('DELETE', `/api/messages/push/${id}`))),
  };
}
