import type { FileTag } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Spell } from '../blocks/Spell';
import { ReasonMark } from './ReasonMark';

/** A tag in a file: what it says, what it rests on, and what would lift it. */
export function FileTagItem({ tag }: { tag: FileTag }) {
  const { t, say, day } = useTexts();
  const facts = tag.facts.map(({ title, source, since }) => (
    since ? t('tags.fact', { title: say(title), source: say(source), since: day(since) }) : t('tags.factUndated', { title: say(title), source: say(source) })
  ));
  const lacking = tag.lacking.map((what) => t('tags.lacking', { what: say(what) }));
  return (
    <article className="ll-entity">
      <h3>{say(tag.title)}<ReasonMark reason={tag.reason} /></h3>
      <p>{say(tag.meaning)}</p>
      <dl className="ll-fact-grid">
        <div><dt>{t('tags.since')}</dt><dd><Spell from={tag.from} to={tag.to} /><span className="ll-source">{t('tags.version', { n: tag.version })}</span></dd></div>
        <div><dt>{t('tags.restsOn')}</dt><dd>{[...facts, ...lacking].map((line) => <div key={line}>{line}</div>)}</dd></div>
        {tag.to === null && <div><dt>{t('tags.lift')}</dt><dd>{say(tag.lifted_by)}</dd></div>}
      </dl>
    </article>
  );
}
