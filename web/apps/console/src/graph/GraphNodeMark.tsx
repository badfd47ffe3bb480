import { useTexts } from '@linli/kit/texts';
import type { GraphNode } from './model';

interface Props { node: GraphNode; x: number; y: number; chosen: boolean; first: boolean; choose(): void }

const shorten = (name: string) => {
  const wide = [...name].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  if (wide <= 22) return name;
  let [text, sum] = ['', 0];
  for (const c of name) { sum += c.charCodeAt(0) > 0x2e7f ? 2 : 1; if (sum > 20) break; text += c; }
  return `${text}…`;
};

/** A circle: its kind shows in colour and in shape, its name stands below. */
export function GraphNodeMark({ node, x, y, chosen, first, choose }: Props) {
  const { t } = useTexts();
  const label = t('graph.node', { name: node.name, relations: node.relations.map(({ title }) => title).join(', ') });
  return (
    <g
      className={`ll-graph-node ll-graph-${node.kind}`} transform={`translate(${x} ${y})`} role="button" tabIndex={chosen || first ? 0 : -1}
      aria-pressed={chosen} onClick={choose} onFocus={choose}
    >
      <title>{label}</title>
      {node.kind === 'person' && <circle r="11" />}
      {node.kind === 'organisation' && <rect x="-11" y="-11" width="22" height="22" rx="3" />}
      {node.kind === 'place' && <path d="M-12 -1 0 -12 12 -1V11H-12Z" />}
      {node.kind === 'contact' && <path d="M0 -12 12 0 0 12 -12 0Z" />}
      {node.kind === 'event' && <path d="M0 -12 12 10H-12Z" />}
      <text y="28" textAnchor="middle">{shorten(node.name)}</text>
    </g>
  );
}
