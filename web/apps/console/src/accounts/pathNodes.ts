import type { Area, Text } from '@linli/kit/client';

/** A node of a tree of areas that is chosen by path. */
export interface PathNode { value: string; title: string; isLeaf: boolean; area: Area; children?: PathNode[] }

/** The tree as far as its branches were read. */
export function pathNodes(roots: readonly Area[], known: ReadonlyMap<string, Area[]>, say: (text: Text) => string): PathNode[] {
  return roots.map((area) => {
    const below = known.get(area.path_code);
    return { value: area.path_code, title: say(area.name), isLeaf: area.children === 0, area, children: below && pathNodes(below, known, say) };
  });
}
