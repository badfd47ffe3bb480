let reached = true;
const told = new Set<() => void>();

/** Whether the last request found the server: a device may be without a network and not know it. */
export const reach = {
  get: () => reached,
  note(now: boolean) {
    if (now === reached) return;
    reached = now;
    for (const tell of told) tell();
  },
  subscribe(tell: () => void) {
    told.add(tell);
    return () => { told.delete(tell); };
  },
};
