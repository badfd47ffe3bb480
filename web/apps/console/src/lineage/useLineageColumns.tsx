import type { LineageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { Column } from '../page/RowsTable';
import { EventMark } from './EventMark';
import { UndoState } from './UndoState';

/** The columns of merges and splits: what happened, to how many records of which sources, by which run or judgement. */
export function useLineageColumns(withKind = false): Column<LineageRow>[] {
  const { t, say, word, number, moment } = useTexts();
  const kind: Column<LineageRow> = { key: 'kind', title: t('review.kind'), render: (row) => word('entity', row.kind) };
  return [
    { key: 'event', title: t('lineage.event'), render: (row) => <EventMark event={row.event} /> },
    ...(withKind ? [kind] : []),
    { key: 'records', title: t('blocks.recordCount'), number: true, render: (row) => number(row.records) },
    { key: 'sources', title: t('lineage.sources'), render: (row) => <span className="ll-wrap">{row.sources.map(({ title }) => say(title)).join(' · ') || '–'}</span> },
    { key: 'by', title: t('lineage.by'), render: (row) => [row.run === null ? null : t('lineage.run', { n: row.run }), t(row.judged ? 'lineage.judged' : 'lineage.evidence')].filter(Boolean).join(' · ') },
    { key: 'at', title: t('review.when'), render: (row) => moment(row.at) },
    { key: 'undo', title: t('review.state'), render: (row) => <UndoState row={row} /> },
  ];
}
