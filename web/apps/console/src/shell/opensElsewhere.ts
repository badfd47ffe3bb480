/** A press of a link, by mouse or by key, and which keys were held with it. */
export interface Press { type: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

/** Whether the browser itself follows a pressed link: into a new tab, a new window, or onto the disk. */
export function opensElsewhere({ type, ctrlKey, metaKey, shiftKey, altKey }: Press): boolean {
  return type === 'click' && (ctrlKey || metaKey || shiftKey || altKey);
}
