import type { Rating } from '@linli/kit/client';

/** What a rating waits for, and until when where a limit runs. */
export interface Waits { what: 'reply' | 'decision' | 'publication' | 'appeal' | 'appealDecision'; until: string | null }

/** What comes next for a rating; nothing where it is over. */
export function waitsFor(row: Pick<Rating, 'state' | 'replied_at' | 'reply_until' | 'appeal' | 'appeal_until'>, now = Date.now()): Waits | null {
  switch (row.state.name) {
    case 'draft': {
      const heard = row.replied_at !== null || Date.parse(row.reply_until) < now;
      return heard ? { what: 'decision', until: null } : { what: 'reply', until: row.reply_until };
    }
    case 'decided': return { what: 'publication', until: null };
    case 'appealed': return { what: 'appealDecision', until: row.appeal?.decide_until ?? null };
    case 'published':
      return !row.appeal && row.appeal_until && Date.parse(row.appeal_until) >= now ? { what: 'appeal', until: row.appeal_until } : null;
    default: return null;
  }
}
