import { type Area, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useQueryClient } from '@tanstack/react-query';
import { Skeleton, Tree } from 'antd';
import { useState } from 'react';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { useOwnAreas } from '../page/useOwnAreas';
import { type AreaNode, grow } from './areaNodes';

/** The areas as a tree, from the account's own downwards; branches are read when opened. */
export function AreaTree() {
  const { t, say } = useTexts();
  const roots = useOwnAreas().data;
  const client = useQueryClient();
  const area = useArea();
  const [, change] = useParams();
  const [known, setKnown] = useState<ReadonlyMap<string, Area[]>>(new Map());
  const nodes = grow(roots ?? [], known, say);
  const load = async (node: AreaNode) => {
    if (known.has(node.key)) return;
    const below = await client.fetchQuery({
      queryKey: ['areas', node.key],
      queryFn: ({ signal }) => read<Area[]>('/api/areas', { parent: node.key }, signal),
    });
    setKnown((before) => new Map(before).set(node.key, below));
  };
  if (!roots) return <Skeleton active />;
  return (
    <Tree<AreaNode>
      blockNode showLine={false} treeData={nodes} aria-label={t('register.tree')}
      defaultExpandedKeys={roots.map((each) => each.id)}
      selectedKeys={area ? [area] : []}
      loadData={load}
      onSelect={([key]) => { if (key) change({ area: String(key), page: null }); }}
    />
  );
}
