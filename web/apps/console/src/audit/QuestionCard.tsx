import type { QuestionRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Mark } from '../page/Mark';
import { Thread } from '../reads/Thread';
import { useAccount } from '../session/context';
import { AnswerForm } from './AnswerForm';

/** One question: the look it is about, what was said, and answering it. */
export function QuestionCard({ row }: { row: QuestionRow }) {
  const { t, say, word, moment } = useTexts();
  const { login } = useAccount();
  const [answering, answer] = useState(false);
  const waits = row.state === 'asked' || row.state === 'contested';
  const who = [row.login || t('audit.operator'), say(row.role), say(row.office)].filter((part) => part !== '–');
  return (
    <li>
      <p className="ll-lead-head">
        <b>{word('deed', row.action)}</b>
        <Mark tone={waits ? 'care' : 'plain'}>{word('question_state', row.state)}</Mark>
        <span className="ll-soft">{moment(row.read_at)} · {who.join(' · ')} · {say(row.purpose)} · {word('basis', row.basis)}</span>
      </p>
      <p className="ll-marks">{row.fields.map((field) => <Mark key={field.en}>{say(field)}</Mark>)}</p>
      <Thread steps={row.steps} />
      {waits && row.login !== login && <span className="ll-row-actions"><Button size="small" type="primary" onClick={() => answer(true)}>{t('question.answer')}</Button></span>}
      {waits && row.login === login && <p className="ll-soft">{t('question.ownLook')}</p>}
      {answering && <AnswerForm id={row.id} close={() => answer(false)} />}
    </li>
  );
}
