/** The layers a reader can switch, in the order of the panel. */
export const layerGroups = ['building', 'extrusion', 'road', 'green', 'water', 'area', 'poi', 'label'] as const;

/** One switch of the layer panel. */
export type LayerGroup = (typeof layerGroups)[number];
