import type { Call } from '../client';

/** What the other side is called; nothing while it rings at whoever dispatches. */
export function nameOf(call: Call | null): string | null {
  return call ? (call.worker.me ? call.dispatcher?.name ?? null : call.worker.name) : null;
}

const withheld = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError', 'SecurityError'];

/** Whether a browser had no microphone or camera to give, or its user did not allow it. */
export function isNoMedia(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && withheld.includes(error.name));
}
