import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Link } from '../page/Link';
import { useNarrow } from '../page/useNarrow';
import { GraphLegend } from './GraphLegend';
import { GraphNodeMark } from './GraphNodeMark';
import { type GraphNode, layOut } from './model';
import { useArrows } from './useArrows';

interface Props { middle: { kind: 'place' | 'organisation'; name: string }; nodes: GraphNode[] }

/** The relations around a dwelling or an organisation. Everything the picture says is also read out and stands in the lists of the page. */
export function RelationGraph({ middle, nodes }: Props) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const [chosen, choose] = useState<string | null>(null);
  const [width, height] = narrow ? [420, 460] : [980, 400];
  const { at, cx, cy, more } = layOut(nodes, width, height);
  const index = at.findIndex(({ node }) => node.id === chosen);
  const arrows = useArrows(at.length, index < 0 ? null : index, (next) => choose(at[next]?.node.id ?? null));
  const shown = at[index]?.node;
  if (nodes.length === 0) return null;
  return (
    <section className="ll-panel">
      <h2>{t('graph.title')}</h2>
      <p className="ll-soft ll-small">{t(middle.kind === 'place' ? 'graph.lead' : 'graph.leadPlaces')}</p>
      <GraphLegend kinds={[...new Set(nodes.map(({ kind }) => kind))]} />
      <svg className="ll-graph" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('graph.title')} onKeyDown={arrows}>
        {at.map(({ node, x, y }) => <line key={node.id} className={node.id === chosen ? 'll-graph-on' : undefined} x1={cx} y1={cy} x2={x} y2={y} strokeWidth={1 + Math.min(node.relations.length, 4) * 0.5} />)}
        <g className={`ll-graph-middle ll-graph-${middle.kind}`} transform={`translate(${cx} ${cy})`} aria-hidden="true">
          <circle r="24" /><text y="-32" textAnchor="middle">{middle.name}</text>
        </g>
        {at.map(({ node, x, y }, place) => <GraphNodeMark key={node.id} node={node} x={x} y={y} chosen={node.id === chosen} first={index < 0 && place === 0} choose={() => choose(node.id)} />)}
      </svg>
      <div className="ll-graph-said" aria-live="polite">
        {!shown && <p className="ll-soft">{t('graph.choose')}</p>}
        {shown && (
          <>
            <b>{shown.to ? <Link to={shown.to}>{shown.name}</Link> : t('graph.chosen', { name: shown.name })}</b>
            <ul>{shown.relations.map(({ title, time, source }, line) => <li key={`${title}/${String(line)}`}>{t('graph.edge', { relation: title, time, source })}</li>)}</ul>
          </>
        )}
        {more > 0 && <p className="ll-soft">{t('graph.more', { n: more })}</p>}
      </div>
    </section>
  );
}
