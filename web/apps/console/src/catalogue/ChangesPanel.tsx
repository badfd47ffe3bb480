import type { CatalogueDifference, CatalogueDraft } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { DifferenceFields } from './DifferenceFields';
import { type Entry, entryWith } from './edit';

interface Props { draft: CatalogueDraft; choose(entry: Entry): void }

/** What the saved draft adds, changes (from what to what) and withdraws, how many open cases it concerns, and what is wrong elsewhere. */
export function ChangesPanel({ draft, choose }: Props) {
  const { t, say, word, number } = useTexts();
  const line = (one: CatalogueDifference) => {
    const { part, id } = one;
    const entry = entryWith(one);
    return (
      <li key={`${part}:${id}`}>
        <span className="ll-tag">{word('catalogue_part', part)}</span>{' '}
        {entry ? <button type="button" className="ll-entry-link" onClick={() => choose(entry)}>{say(one.title) || id}</button> : <span>{say(one.title) || id}</span>}
        {one.open > 0 && <small>{t('catalogue.openCases', { n: number(one.open) })}</small>}
        <DifferenceFields one={one} files={draft.files} />
      </li>
    );
  };
  const { added, changed, withdrawn, faults } = draft;
  const parts: [string, CatalogueDifference[]][] = [[t('catalogue.added'), added], [t('catalogue.changed'), changed], [t('catalogue.withdrawn'), withdrawn]];
  const none = parts.every(([, list]) => list.length === 0);
  return (
    <section className="ll-panel" aria-label={t('catalogue.changes')}>
      <h2>{t('catalogue.changes')}</h2>
      {none && <p className="ll-soft">{t('catalogue.noChanges', { version: draft.last })}</p>}
      {parts.filter(([, list]) => list.length > 0).map(([title, list]) => (
        <div key={title}><h3>{title}</h3><ul className="ll-entry-changes">{list.map(line)}</ul></div>
      ))}
      {faults.length > 0 && (
        <div><h3>{t('catalogue.faults')}</h3><ul className="ll-entry-changes">{faults.map((fault, index) => <li key={index}><code>{fault.at}</code> {say(fault.text)}</li>)}</ul></div>
      )}
    </section>
  );
}
