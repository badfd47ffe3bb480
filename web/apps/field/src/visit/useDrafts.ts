import { useEffect, useRef, useState } from 'react';
import type { Draft as EntryDraft } from '../outbox/entry';
import type { Photo } from '../store/device';
import { useField } from '../sync/useField';
import { type Drafts, noDrafts, withPhotos } from './visit';

/** Changes what is being written down, by what it is by then; with a photo from the moment it is taken. */
export type Change<D> = (does: (now: D) => Partial<D>, photo?: Photo) => Promise<void>;

/** Visits and hazards that are being written down: on disk with every answer, and gone with the entry that they become. */
export function useDrafts() {
  const { field } = useField();
  const [drafts, setDrafts] = useState<Drafts | null>(null);
  const latest = useRef<Drafts | null>(null);
  useEffect(() => {
    void field.here.fact<Drafts>('visit_draft').then((kept) => { latest.current ??= { ...noDrafts(), ...kept }; setDrafts(latest.current); });
  }, [field]);
  const next = (does: (now: Drafts) => Drafts): Drafts => {
    const now = withPhotos(does(latest.current ?? noDrafts()));
    latest.current = now;
    return now;
  };
  const change = async (does: (now: Drafts) => Drafts, photo?: Photo): Promise<void> => {
    const now = next(does);
    setDrafts(now);
    await field.here.keepDraft('visit_draft', now, photo);
  };
  const finish = async (entry: EntryDraft, does: (now: Drafts) => Drafts): Promise<void> => {
    const before = latest.current;
    const draft = next(does);
    try {
      await field.act([entry], { leaves: { key: 'visit_draft', draft } });
    } catch (cause) {
      latest.current = before;
      throw cause;
    }
    setDrafts(latest.current);
  };
  return { drafts, change, finish };
}
