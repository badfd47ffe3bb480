/** What windows of this app do in the name of an account, or over it, they do one after the other. */
export async function alone<T>(login: string, does: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return does();
  return navigator.locks.request(`linli.field.${login}`, does) as Promise<unknown> as Promise<T>;
}
