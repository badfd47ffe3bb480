import type { QuestionStep } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

/** What was said to a question, in order. */
export function Thread({ steps }: { steps: QuestionStep[] }) {
  const { t, word, moment } = useTexts();
  return (
    <ol className="ll-thread">
      {steps.map((step) => (
        <li key={`${step.said}/${step.at}`}>
          <p className="ll-thread-head">
            <b>{word('question_said', step.said)}</b>
            {step.proper !== null && <Mark tone={step.proper ? 'good' : 'bad'}>{t(step.proper ? 'emergency.proper' : 'emergency.improper')}</Mark>}
            <time dateTime={step.at}>{moment(step.at)}</time>
          </p>
          <p>{step.words}</p>
        </li>
      ))}
    </ol>
  );
}
