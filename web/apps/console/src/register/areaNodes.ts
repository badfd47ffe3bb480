import type { Area, Text } from '@linli/kit/client';

/** A node of the area tree. */
export interface AreaNode { key: string; title: string; isLeaf: boolean; children?: AreaNode[] }

/** The tree as far as its branches were read. */
export function grow(roots: readonly Area[], known: ReadonlyMap<string, Area[]>, say: (text: Text) => string): AreaNode[] {
  return roots.map((area) => {
    const below = known.get(area.id);
    return { key: area.id, title: say(area.name), isLeaf: area.children === 0, children: below && grow(below, known, say) };
  });
}
