/** The purposes that people of a dwelling may be read for. */
export const purposes = ['registration', 'housing_safety', 'case_handling', 'service'] as const;
/** What the look rests on. */
export const bases = ['case', 'task', 'reason'] as const;

/** Why, and on what ground, somebody's data is looked at; an emergency is its own purpose. */
export interface Ground { purpose: (typeof purposes)[number] | 'emergency'; basis: (typeof bases)[number] | 'emergency'; text: string }
