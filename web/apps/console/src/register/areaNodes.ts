import type { Area, AreaRef, Text } from '@linli/kit/client';

/** A node of the area tree. */
export interface AreaNode { key: string; title: string; isLeaf: boolean; children?: AreaNode[] }

/** The tree as far as its branches were read. */
export function grow(roots: readonly AreaRef[], known: ReadonlyMap<string, Area[]>, say: (text: Text) => string): AreaNode[] {
  return roots.map((area) => {
    const below = known.get(area.id);
    const children = 'children' in area ? Number(area.children) : 1;
    return { key: area.id, title: say(area.name), isLeaf: children === 0, children: below && grow(below, known, say) };
  });
}
