/** The uses a unit or a building may have. */
export const uses = ['residential', 'self_built', 'dwelling', 'shop', 'retail', 'office', 'workshop', 'warehouse', 'dormitory', 'industrial', 'school', 'clinic', 'public'] as const;
/** The stages of a register entry's life. */
export const stages = ['proposed', 'current', 'retired'] as const;
/** How a dwelling is lived in, in the order of the legend. */
export const occupancies = ['owner', 'rented', 'full', 'vacant', 'unknown'] as const;
