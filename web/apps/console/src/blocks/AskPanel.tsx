import type { AskLine, Person } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** The field worker's checklist: what no source says, of the dwelling and of each of its people, masked. */
export function AskPanel({ lines, people }: { lines: AskLine[]; people: Person[] }) {
  const { t, word } = useTexts();
  const subjects = [...new Set(lines.map(({ person }) => person))];
  const name = (id: string | null) => (id === null ? t('blocks.toAskHere') : people.find((person) => person.id === id)?.name ?? '');
  return (
    <section className="ll-panel">
      <h2>{t('blocks.toAsk')}</h2>
      {lines.length === 0 && <p className="ll-soft">{t('blocks.toAskNone')}</p>}
      <dl className="ll-fact-grid">
        {subjects.map((id) => (
          <div key={id ?? ''}><dt>{name(id)}</dt><dd>{lines.filter(({ person }) => person === id).map(({ missing }) => <div key={missing}>{word('missing', missing)}</div>)}</dd></div>
        ))}
      </dl>
    </section>
  );
}
