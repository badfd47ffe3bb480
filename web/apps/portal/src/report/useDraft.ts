import { useEffect, useState } from 'react';
import { type Draft, type DraftChange, empty, isPlaced, placedAt } from './draft';
import { keeper } from './keeper';
import type { Kept } from './shelf';

/**
 * The draft that is being written, or the one of an earlier visit that is offered. `at` is the code of the dwelling that a new
 * one is about, and one of this visit from now on.
 */
export function useDraft(at: string | null) {
  const about = (begun: Draft) => (at ? placedAt(begun, at) : begun);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [offered, setOffered] = useState<Draft | null>(null);
  /** Whether the device keeps it. */
  const [isKept, setIsKept] = useState(true);
  useEffect(() => {
    let gone = false;
    void keeper.begun().catch(() => null).then((found) => {
      if (gone) return;
      if (found?.earlier) setOffered(found.draft);
      else setDraft(about(found ? found.draft : empty()));
    });
    return () => { gone = true; };
    // What led here stands as long as this page of the portal.
  }, []);
  return {
    draft, offered, isKept,
    goOn: () => { if (offered) { keeper.goOn(offered.id); setDraft(isPlaced(offered) ? offered : about(offered)); setOffered(null); } },
    /** Changes the draft, with a file that is new; the device has it a moment later. */
    change: (part: DraftChange, file?: Kept) => setDraft((before) => {
      if (!before) return before;
      const after = { ...before, ...(typeof part === 'function' ? part(before) : part) };
      void keeper.keep(after, file).then(setIsKept);
      return after;
    }),
    /** Deletes it from the device; then another is begun. */
    drop: () => {
      const held = draft ?? offered;
      if (held) void keeper.drop(held.id).then(() => { setOffered(null); setDraft(about(empty())); });
    },
    /** Deletes it from the device: it was sent. */
    sent: (id: string) => { void keeper.drop(id); setDraft(empty()); },
  };
}
