import { useTexts } from '@linli/kit/texts';
import type { NodeKind } from './model';

const shapes: Record<NodeKind, string> = {
  person: 'M-7 0A7 7 0 1 1 7 0A7 7 0 1 1 -7 0', organisation: 'M-7 -7H7V7H-7Z', place: 'M-7 0 0 -7 7 0V7H-7Z', contact: 'M0 -8 8 0 0 8 -8 0Z', event: 'M0 -8 8 7H-8Z',
};

/** What each shape stands for. */
export function GraphLegend({ kinds }: { kinds: NodeKind[] }) {
  const { t } = useTexts();
  return (
    <ul className="ll-graph-legend">
      {kinds.map((kind) => (
        <li key={kind}><svg viewBox="-9 -9 18 18" width="14" height="14" aria-hidden="true"><path className={`ll-graph-${kind}`} d={shapes[kind]} /></svg>{t(`graph.${kind}`)}</li>
      ))}
    </ul>
  );
}
