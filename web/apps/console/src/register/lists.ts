/** The uses a unit or a building may have. */
export const uses = ['residential', 'shop', 'office', 'warehouse', 'dormitory', 'industrial', 'school', 'clinic', 'public', 'mixed', 'other'] as const;
/** The stages of a register entry's life. */
export const stages = ['proposed', 'current', 'retired'] as const;
/** How a dwelling is lived in, in the order of the legend. */
export const occupancies = ['owner', 'rented', 'full', 'vacant', 'unknown'] as const;
