import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { DeclarationState } from './DeclarationState';
import { PlaceName } from './PlaceName';
import { useDeclaration } from './queries';
import { VisitForm } from './VisitForm';

/** A declaration with whom it is of, what speaks against it, what was done, and what was found on the door. */
export function DeclarationWhole({ id }: { id: string }) {
  const { t, say, word, day, moment } = useTexts();
  const found = useDeclaration(id);
  // The next visit is a form of its own.
  const [visits, count] = useState(0);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  const who = row.who ? [row.who.name, say(row.who.document.label), row.who.number, row.who.phone].filter(Boolean).join(' · ') : '';
  const facts = [
    [t('declarations.who'), who],
    [t('declare.tie'), `${say(row.tie.label)} · ${say(row.used_as.label)}`],
    [t('declare.by'), say(row.by.label)],
    [t('declare.from'), [day(row.from), row.until ? day(row.until) : ''].filter(Boolean).join(' – ')],
    [t('declare.answer'), row.answer ? say(row.answer.label) : ''],
    [say(row.responsible.label), say(row.duties)],
  ].filter(([, text]) => text);
  return (
    <Page title={t('declarations.of')} lead={<PlaceName place={row.place} />} facts={<DeclarationState value={row.state} />}>
      <div className="ll-aside-right">
        <div className="ll-column">
          <section className="ll-panel">
            <dl className="ll-answers ll-answers-wide">{facts.map(([name, text]) => <div key={name}><dt>{name}</dt><dd>{text}</dd></div>)}</dl>
          </section>
          {row.offers.includes('visit') && <VisitForm key={visits} row={row} done={() => count(visits + 1)} />}
        </div>
        <div className="ll-column">
          {row.doubts.length > 0 && <section className="ll-panel"><h2>{t('declarations.doubts')}</h2><ul>{row.doubts.map((doubt, index) => <li key={index}>{say(doubt)}</li>)}</ul></section>}
          <section className="ll-panel">
            <h2>{t('cases.timeline')}</h2>
            <ol className="ll-case-steps">
              {row.steps.map((step, index) => (
                <li key={index}>
                  <div><b>{word('declaration_deed', step.deed)}</b></div>
                  {step.words && <p>{step.words}</p>}
                  <small>{word('declaration_part', step.by)} · <time dateTime={step.at}>{moment(step.at)}</time></small>
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
    </Page>
  );
}
