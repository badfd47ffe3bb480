import type { Call } from '../client';

/** How a call stands in this browser. */
export type CallState = 'idle' | 'calling' | 'ringing' | 'connecting' | 'talking' | 'reconnecting';

/** What this browser knows of its call. `own` is the call that it rang or took: another page of the same account may have one. */
export interface Standing { state: CallState; call: Call | null; own: string | null }

export const nothing: Standing = { state: 'idle', call: null, own: null };

/** How it stands once the server told something of a call. */
export function heard(now: Standing, what: 'rings' | 'accepted' | 'ended', call: Call): Standing {
  const isOurs = now.call?.id === call.id;
  if (what === 'rings') return now.state === 'idle' && !call.rang ? { state: 'ringing', call, own: null } : now;
  if (what === 'ended') return isOurs ? nothing : now;
  // Taken by somebody else, or in another page of the same account.
  if (isOurs && now.own !== call.id) return nothing;
  if (!isOurs) return now;
  return { ...now, call, state: now.state === 'calling' || now.state === 'ringing' ? 'connecting' : now.state };
}
