import { type Followed, write } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { newId } from '../page/newId';

interface Props { row: Followed; word: string; changed(row: Followed): void }

const buttons: Record<string, Key> = { confirm: 'portal.confirm', object: 'portal.object', note: 'portal.add' };

/** A case as its reporter sees it, and what the reporter may say. */
export function FollowedCase({ row, word: secret, changed }: Props) {
  const { t, say, word, moment, number } = useTexts();
  const [saying, setSaying] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [error, setError] = useState<unknown>(null);
  const answer = async (deed: string) => {
    setError(null);
    try {
      const body = { number: row.number, word: secret, id: newId(), seen: row.version, deed, words, content: deed === 'confirm' ? 'yes' : null };
      changed(await write<Followed>('POST', '/api/report/answer', body));
      setSaying(null);
      setWords('');
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      <h1>{say(row.subclass.title)}</h1>
      <p className="lp-soft">{say(row.label)} · {row.number}</p>
      <dl className="lp-facts">
        <div><dt>{t('portal.where.is')}</dt><dd><b>{word('case_state', row.state)}</b></dd></div>
        <div><dt>{t('portal.office')}</dt><dd>{say(row.responsible ?? row.office.title)}</dd></div>
        {row.due_at && <div><dt /><dd>{t('portal.due', { at: moment(row.due_at) })}</dd></div>}
        {row.contacted_at ? <div><dt /><dd>{t('portal.contacted', { at: moment(row.contacted_at) })}</dd></div> : row.due_at && row.contact_due_at && <div><dt /><dd>{t('portal.contactBy', { at: moment(row.contact_due_at) })}</dd></div>}
      </dl>
      {row.reports > 1 && <p className="lp-soft">{t('portal.reports', { n: number(row.reports) })}</p>}
      <Failure error={error} />
      {saying === null ? (
        <div className="lp-buttons">
          {row.offers.map((deed, index) => <Button key={deed} className={index === 0 ? 'lp-main' : 'lp-second'} onPress={() => (deed === 'confirm' ? void answer(deed) : setSaying(deed))}>{t(buttons[deed] ?? 'portal.add')}</Button>)}
        </div>
      ) : (
        <>
          <Field long label={t('portal.why')} max={2000} value={words} onChange={setWords} />
          <div className="lp-buttons">
            <Button className="lp-plain" onPress={() => setSaying(null)}>{t('portal.cancel')}</Button>
            <Button className="lp-main" isDisabled={!words.trim()} onPress={() => void answer(saying)}>{t('portal.answer')}</Button>
          </div>
        </>
      )}
      <h2>{t('portal.steps')}</h2>
      <ol className="lp-steps">
        {[...row.steps].reverse().map((step, index) => (
          <li key={index}>
            <b>{word('case_deed', step.deed)}</b>{step.about && <span> {say(step.about)}</span>}
            {step.words && <p>{step.words}</p>}
            <small>{step.mine ? `${t('portal.mine')} · ` : ''}{moment(step.at)}</small>
          </li>
        ))}
      </ol>
      {row.looks.length > 0 && (
        <>
          <h2>{t('portal.looks')}</h2>
          <ol className="lp-steps">
            {row.looks.map((look, index) => <li key={index}><b>{say(look.office)}</b> <span>{say(look.action)}</span><small>{moment(look.at)}</small></li>)}
          </ol>
        </>
      )}
    </>
  );
}
