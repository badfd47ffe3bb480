/** Whether a link leads to a page of the console; the portal is a page of its own, which the browser goes to. */
export function isOfConsole(link: string): boolean {
  return !link.startsWith('/portal/');
}
