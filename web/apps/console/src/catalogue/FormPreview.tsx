import type { EventSubclass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { useState } from 'react';
import { PreviewAnswer } from './PreviewAnswer';

/** The form as whoever reports meets it: what is said first, and what is asked. */
export function FormPreview({ one }: { one: EventSubclass }) {
  const { t, say } = useTexts();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const said = one.stoppers.filter(({ question, answer }) => question === '' || answers[question] === answer);
  return (
    <section className="ll-entry-preview" aria-label={t('catalogue.preview')}>
      <h3>{say(one.title) || one.id}</h3>
      <p className="ll-soft">{say(one.covers)}</p>
      {said.map((stopper, index) => <Alert key={index} type="warning" showIcon className="ll-stopper" title={say(stopper.text)} description={stopper.call || undefined} />)}
      {one.questions.map((question) => (
        <div key={question.id} className="ll-entry-field">
          <span aria-hidden="true">{say(question.ask) || question.id}</span>
          <PreviewAnswer question={question} value={answers[question.id] ?? ''} change={(value) => setAnswers((before) => ({ ...before, [question.id]: value }))} />
        </div>
      ))}
    </section>
  );
}
