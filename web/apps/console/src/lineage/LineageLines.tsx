import type { LineageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { EventMark } from './EventMark';
import { UndoState } from './UndoState';

/** What a person's records merged with or split from, in lines under the person; nothing where nothing happened. */
export function LineageLines({ rows, entity }: { rows: LineageRow[]; entity: string }) {
  const { t, say, day } = useTexts();
  if (rows.length === 0) return null;
  return (
    <ul className="ll-lineage" aria-label={t('lineage.title')}>
      {rows.map((row) => (
        <li key={row.id}>
          <EventMark event={row.event} />
          <span>{t(row.to === entity ? (row.event === 'merge' ? 'lineage.joined' : 'lineage.cameOut') : (row.event === 'merge' ? 'lineage.wentInto' : 'lineage.left'), { n: row.records, sources: row.sources.map(({ title }) => say(title)).join(t('list.and')) })}</span>
          <span className="ll-soft">{[row.run === null ? null : t('lineage.run', { n: row.run }), t(row.judged ? 'lineage.judged' : 'lineage.evidence'), day(row.at)].filter(Boolean).join(' · ')}</span>
          <UndoState row={row} />
        </li>
      ))}
    </ul>
  );
}
