/** What a form of a deed may hold. */
export interface RatingFields { upheld?: string; words?: string; evidence?: Record<string, File | boolean | null | undefined> }

/** Deeds that need nothing said. */
export const plainDeeds: ReadonlySet<string> = new Set(['decide', 'publish']);
/** Deeds whose words are a must. */
export const wordyDeeds: ReadonlySet<string> = new Set(['reply', 'send_back', 'appeal', 'decide_appeal']);
/** Deeds that a photo of the plaque shows. */
export const photoDeeds: ReadonlySet<string> = new Set(['plaque_up', 'plaque_down']);

/** The deed as the server takes it. */
export function ratingDeed(deed: string, { upheld }: RatingFields): Record<string, unknown> {
  return deed === 'decide_appeal' ? { deed, upheld: upheld === 'yes' } : { deed };
}
