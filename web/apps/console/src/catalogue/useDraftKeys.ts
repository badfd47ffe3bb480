import { useEffect, useRef } from 'react';

interface Keys { save(): void; undo(): void; redo(): void }

/** Ctrl S saves, Ctrl Z takes back and Ctrl Shift Z does again; while a field is written in, Ctrl Z is the field's own. */
export function useDraftKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => { latest.current = keys; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      const key = event.key.toLowerCase();
      const typing = (event.target as HTMLElement).closest('input, textarea') !== null;
      const act = key === 's' ? latest.current.save : key === 'z' && !typing ? (event.shiftKey ? latest.current.redo : latest.current.undo) : null;
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
