import type { EventQuestion, EventSubclass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';

function Answer({ question, value, change }: { question: EventQuestion; value: string; change(value: string): void }) {
  const { t, say } = useTexts();
  const ask = say(question.ask);
  if (question.kind === 'number') return <InputNumber aria-label={ask} min={0} value={value === '' ? null : Number(value)} onChange={(next) => change(next === null ? '' : String(next))} />;
  if (question.kind === 'text') return <Input aria-label={ask} maxLength={500} value={value} onChange={(event) => change(event.target.value)} />;
  const options = question.kind === 'yes_no'
    ? [{ value: 'yes', label: t('catalogue.yes') }, { value: 'no', label: t('catalogue.no') }]
    : question.options.map(({ id, text }) => ({ value: id, label: say(text) || id }));
  return <Radio.Group aria-label={ask} options={options} value={value} onChange={(event) => change(String(event.target.value))} />;
}

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
          <Answer question={question} value={answers[question.id] ?? ''} change={(value) => setAnswers((before) => ({ ...before, [question.id]: value }))} />
        </div>
      ))}
    </section>
  );
}
