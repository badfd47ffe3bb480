/** The purposes that people of a dwelling may be read for. */
export const purposes = ['registration', 'housing_safety', 'case_handling', 'service'] as const;
/** What the look rests on. */
export const bases = ['case', 'task', 'reason'] as const;

/** Why, and on what ground, somebody's data is looked at. */
export interface Ground { purpose: (typeof purposes)[number]; basis: (typeof bases)[number]; text: string }
