import { type Draft, isOver } from './draft';
import type { Kept, Shelf } from './shelf';

/** Keeps the one draft of this device: writes follow one another, and what was thrown away or sent does not come back. */
export class DraftKeeper {
  private last: Promise<unknown> = Promise.resolve();
  private readonly gone = new Set<string>();
  /** The draft of this visit: it is not offered, it is gone on with. */
  private own: string | null = null;

  constructor(private readonly shelf: Promise<Shelf>, private readonly now: () => number) {}

  /** The draft that is kept, and whether it is of an earlier visit. One that was left too long is deleted. */
  async begun(): Promise<{ draft: Draft; earlier: boolean } | null> {
    await this.last;
    const draft = await (await this.shelf).read().catch(() => null);
    if (!draft) return null;
    if (isOver(draft, this.now())) {
      await this.drop(draft.id);
      return null;
    }
    return { draft, earlier: draft.id !== this.own };
  }

  /** Goes on with a draft in this visit. */
  goOn(id: string): void {
    this.own = id;
  }

  /** Keeps a draft as it is now, with a file that is new; whether it is on the device. */
  keep(draft: Draft, file?: Kept): Promise<boolean> {
    this.own = draft.id;
    return this.after(async (shelf) => {
      if (!this.gone.has(draft.id)) await shelf.write({ ...draft, changed_at: this.now() }, file);
      return shelf.lasts;
    });
  }

  /** A file of the draft. */
  async file(key: string): Promise<ArrayBuffer | null> {
    await this.last;
    return (await this.shelf).file(key);
  }

  /** Deletes a draft with its files, for good. */
  drop(id: string): Promise<boolean> {
    this.gone.add(id);
    return this.after(async (shelf) => { await shelf.clear(); return true; });
  }

  private after(does: (shelf: Shelf) => Promise<boolean>): Promise<boolean> {
    const next = this.last.then(() => this.shelf).then(does).catch(() => false);
    this.last = next;
    return next;
  }
}
