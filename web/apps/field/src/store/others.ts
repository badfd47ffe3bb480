import { Device } from './device';

/**
 * Sets aside what others left on this device, `before` among them, who was here last: what the server has too goes at once, and what
 * they did and have not sent waits for them. How many such actions wait.
 */
export async function setOthersAside(login: string, before: string | null): Promise<number> {
  const others = new Set(await Device.logins());
  if (before !== null) others.add(before);
  others.delete(login);
  let waits = 0;
  // One that cannot be opened now is asked at the next start: nobody's own day hangs on it.
  for (const other of others) waits += await Device.open(other).then((device) => device.setAside()).catch(() => 0);
  return waits;
}
