import { type OwnRating, write } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { newId } from '../page/newId';

/** A rating under way or published: what it rests on, the right of reply to its draft, and the appeal with its term. */
export function RatingCard({ row, changed }: { row: OwnRating; changed(): void }) {
  const { t, say, moment } = useTexts();
  const [asking, ask] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [id] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setError(null);
    try {
      await write<OwnRating>('POST', `/api/housing/own/ratings/${row.id}/actions`, { id, seen: row.version, deed: asking, words: words.trim() });
      changed();
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <article className="lp-card" id={`rating-${row.id}`}>
      <b>{row.reckoned.stars === null ? t('own.starsNone') : t('own.starsOf', { n: row.reckoned.stars })}</b>
      <span className="lp-state">{say(row.state.label)}</span>
      <small>{say(row.cause.label)}</small>
      <dl className="lp-facts">
        {row.reckoned.categories.map((one) => (
          <div key={one.category.name}>
            <dt>{say(one.category.label)}</dt>
            <dd>{one.stars === null ? '–' : t('own.starsOf', { n: one.stars })}{[...one.lowered, ...one.capped].map(({ title }, index) => <small key={index}> {say(title)}</small>)}</dd>
          </div>
        ))}
      </dl>
      {row.replied_at && <small>{t('own.replied', { at: moment(row.replied_at) })}</small>}
      {row.offers.includes('reply') && <span className="lp-soft">{t('own.replyUntil', { at: moment(row.reply_until) })}</span>}
      {row.offers.includes('appeal') && <span className="lp-soft">{t('own.appealUntil', { at: moment(row.appeal_until) })}</span>}
      {row.appealed_at && row.upheld === null && <p className="lp-note">{t('own.appealed', { at: moment(row.appealed_at), until: moment(row.decide_until) })}</p>}
      {row.upheld !== null && <p className="lp-note">{t(row.upheld ? 'own.upheld' : 'own.notUpheld')}</p>}
      {asking === null && row.offers.length > 0 && <div className="lp-buttons">{row.offers.map((deed) => <Button key={deed} className="lp-second" onPress={() => ask(deed)}>{t(`own.do.${deed}` as Key)}</Button>)}</div>}
      {asking !== null && (
        <>
          <Field long label={t('own.reasons')} hint={t('own.reasonsHint')} max={2000} value={words} onChange={setWords} />
          <Failure error={error} />
          <div className="lp-buttons">
            <Button className="lp-plain" onPress={() => ask(null)}>{t('own.back')}</Button>
            <Button className="lp-main" isDisabled={!words.trim()} onPress={() => void send()}>{t(`own.do.${asking}` as Key)}</Button>
          </div>
        </>
      )}
    </article>
  );
}
