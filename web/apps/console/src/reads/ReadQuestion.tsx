import type { OwnQuestion } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Mark, type Tone } from '../page/Mark';
import { useAsk, useContest } from './queries';
import { Thread } from './Thread';
import { WordsForm } from './WordsForm';

const tones: Record<string, Tone> = { asked: 'care', answered: 'fine', contested: 'care', settled: 'plain' };

/** Asking about a look, and what came of it. */
export function ReadQuestion({ look, question }: { look: string; question?: OwnQuestion | null }) {
  const { t, word } = useTexts();
  const [writing, write] = useState(false);
  const ask = useAsk(look);
  const contest = useContest(question?.id ?? '');
  const close = () => write(false);
  if (!question) {
    return (
      <div className="ll-question">
        <Button size="small" onClick={() => write(true)}>{t('question.ask')}</Button>
        {writing && <WordsForm title={t('question.ask')} lead={t('question.askLead')} label={t('question.words')} sent={ask} close={close} />}
      </div>
    );
  }
  return (
    <section className="ll-question">
      <h3>{t('question.title')} <Mark tone={tones[question.state]}>{word('question_state', question.state)}</Mark></h3>
      <Thread steps={question.steps} />
      {question.state === 'answered' && <Button size="small" onClick={() => write(true)}>{t('question.contest')}</Button>}
      {writing && <WordsForm title={t('question.contest')} lead={t('question.contestLead')} label={t('question.objection')} sent={contest} close={close} />}
    </section>
  );
}
