import type { FigureObjection } from '@linli/kit/client';
import { figureValue, useTexts } from '@linli/kit/texts';

/** What one said of one's own figures, and what was answered. */
export function OwnObjections({ rows }: { rows: FigureObjection[] }) {
  const texts = useTexts();
  const { t, say, word, day } = texts;
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{t('objection.title')}</h3>
      <ol className="lf-steps">
        {rows.map((row) => (
          <li key={row.id}>
            <b>{word('figure_name', row.figure)}: {figureValue(row.figure, row.shown, texts)}</b>{row.of && <span> {say(row.of.title)}</span>}
            <small>{day(row.from)} – {day(row.to)}</small>
            <p>{row.words}</p>
            <p>{row.answer ? `${t(row.answer.upheld ? 'objection.upheld' : 'objection.rejected')}: ${row.answer.words}` : t('objection.waiting')}</p>
          </li>
        ))}
      </ol>
    </>
  );
}
