import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { MapLink } from '../map/MapLink';
import { ahead } from '../outbox/ahead';
import { EntryCard } from '../outbox/EntryCard';
import { useField } from '../sync/useField';
import { Due } from '../tasks/Due';
import { Deeds } from './Deeds';
import { Logged } from './Logged';
import { Needed } from './Needed';
import { Steps } from './Steps';

/** All that is needed to handle a case where it is. */
export function CaseView({ row }: { row: CaseDetail }) {
  const { t, say, word } = useTexts();
  const { entries } = useField();
  const now = ahead(row, entries);
  const { point } = row.place;
  return (
    <>
      <p className="lf-marks">
        <em className={`lf-mark lf-mark-${row.severity}`}>{word('case_severity', row.severity)}</em>
        <em className="lf-mark">{word('case_state', now.state)}</em>
        {row.reports > 1 && <em className="lf-mark">{t('cases.reports', { n: row.reports })}</em>}
      </p>
      <h1>{say(row.subclass.title)}</h1>
      <p className="lf-where">{say(row.place.label)}</p>
      {point && <a className="lf-second lf-link" href={`geo:${String(point.lat)},${String(point.lon)}?q=${String(point.lat)},${String(point.lon)}`}>{t('field.navigate')}</a>}
      <MapLink id={`case:${row.id}`} />
      <Due at={row.due_at} state={now.state} />
      <p className="lf-words">{row.words}</p>
      {row.answers.length > 0 && <dl className="lf-facts">{row.answers.map(({ ask, answer }) => <div key={ask.en}><dt>{say(ask)}</dt><dd>{say(answer)}</dd></div>)}</dl>}
      {now.waiting.length > 0 && <section><h2>{t('field.waitsHere')}</h2>{now.waiting.map((entry) => <EntryCard key={entry.seq} entry={entry} within />)}</section>}
      {now.stuck && <p className="lf-failure">{t('field.settleFirst')}</p>}
      <Needed row={row} now={now} />
      <Deeds row={row} now={now} />
      <Logged row={row} />
      <Steps row={row} />
    </>
  );
}
