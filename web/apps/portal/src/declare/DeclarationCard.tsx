import { type Declaration, write } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { newId } from '../page/newId';
import { answers, asksFirst } from './choices';
import { Correct } from './Correct';

/** A declaration: where it stands, what is to be checked, and what its reader may do now. */
export function DeclarationCard({ row, changed }: { row: Declaration; changed(): void }) {
  const { t, say, word, day } = useTexts();
  const [asking, ask] = useState<string | null>(null);
  const [answer, setAnswer] = useState('');
  const [on, setOn] = useState('');
  const [id] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const act = async (deed: Record<string, unknown>) => {
    setError(null);
    try {
      await write<Declaration>('POST', `/api/housing/declarations/${row.id}/actions`, { id, seen: row.version, deed });
      changed();
    } catch (cause) {
      setError(cause);
    }
  };
  const press = (deed: string) => (asksFirst(deed) ? ask(deed) : void act({ deed }));
  const waits = (asking === 'answer' && !answer) || (asking === 'leave' && !on);
  const asked = () => void act({ deed: asking, ...(asking === 'answer' && { answer }), ...(asking === 'leave' && { on }) });
  return (
    <article className="lp-card">
      <b>{say((row.place.unit ?? row.place.building).label)}</b>
      <span>{row.who ? `${row.who.name} · ` : ''}{say(row.tie.label)} · {say(row.used_as.label)}</span>
      <span className="lp-state">{say(row.state.label)}</span>
      <small>{t('declare.from')} {day(row.from)}{row.left_on ? ` · ${t('declare.leftOn')} ${day(row.left_on)}` : ''}{row.visits > 0 ? ` · ${t('declare.visits', { n: row.visits })}` : ''}</small>
      {row.state.name === 'asked' && row.doubts.length > 0 && <div className="lp-failure"><b>{t('declare.doubts')}</b>{row.doubts.map((doubt, index) => <span key={index}>{say(doubt)}</span>)}</div>}
      <small><b>{say(row.responsible.label)}</b> {say(row.duties)}</small>
      <Failure error={error} />
      {asking === null && row.offers.length > 0 && (
        <div className="lp-buttons">
          {row.offers.map((deed, index) => <Button key={deed} className={index === 0 ? 'lp-main' : 'lp-second'} onPress={() => press(deed)}>{t(`declare.do.${deed}` as Key)}</Button>)}
        </div>
      )}
      {asking === 'answer' && <Choice label={t('declare.answer')} value={answer} options={answers.map((value) => ({ id: value, title: word('declared_answer', value) }))} onChange={setAnswer} />}
      {asking === 'leave' && <Field label={t('declare.leftOn')} type="date" value={on} onChange={setOn} />}
      {asking === 'correct' && <Correct row={row} send={(said) => void act({ deed: 'correct', said })} back={() => ask(null)} />}
      {(asking === 'withdraw' || (asking === 'deny' && row.state.name !== 'leaving')) && <p className="lp-note">{t('declare.ends')}</p>}
      {asking !== null && asking !== 'correct' && (
        <div className="lp-buttons">
          <Button className="lp-plain" onPress={() => ask(null)}>{t('declare.back')}</Button>
          <Button className="lp-main" isDisabled={waits} onPress={asked}>{t(`declare.do.${asking}` as Key)}</Button>
        </div>
      )}
    </article>
  );
}
