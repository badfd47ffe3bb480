import { type Area, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useQueryClient } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useState } from 'react';
import { useOwnAreas } from '../page/useOwnAreas';
import { useAccount } from '../session/context';
import { pathNodes } from './pathNodes';

interface Props { id?: string; value?: string; onChange?(path: string): void }

/** An area within one's own, by its path; branches are read when opened. */
export function AreaSelect({ id, value, onChange }: Props) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const { areas } = useAccount();
  const roots = useOwnAreas().data ?? [];
  const [known, setKnown] = useState<ReadonlyMap<string, Area[]>>(new Map());
  const whole = areas.some((area) => area.path === '');
  const load = async ({ value: path, area }: { value?: unknown; area?: Area }) => {
    if (!area || known.has(String(path))) return;
    const below = await client.fetchQuery({
      queryKey: ['areas', area.id],
      queryFn: ({ signal }) => read<Area[]>('/api/areas', { parent: area.id }, signal),
    });
    setKnown((before) => new Map(before).set(String(path), below));
  };
  return (
    <TreeSelect
      id={id} value={value} onChange={(path: string) => onChange?.(path)} treeDefaultExpandAll={false} placeholder={t('invitation.needArea')}
      treeData={[...(whole ? [{ value: '', title: t('why.areaWhole'), isLeaf: true }] : []), ...pathNodes(roots, known, say)]} loadData={load}
    />
  );
}
