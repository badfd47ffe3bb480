import type { MicroEventStep } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** All that was done to a micro-event, the last on top. */
export function MicroSteps({ steps }: { steps: MicroEventStep[] }) {
  const { t, word, moment } = useTexts();
  const by = (step: MicroEventStep) => {
    if (step.by) return step.by.me ? t('cases.me') : step.by.name;
    return t('cases.byClock');
  };
  return (
    <ol className="ll-case-steps">
      {[...steps].reverse().map((step) => (
        <li key={step.at + step.deed}>
          <div><b>{word('micro_deed', step.fixed === false ? 'reject' : step.deed)}</b></div>
          {step.words && <p>{step.words}</p>}
          <small>{by(step)} · <time dateTime={step.at}>{moment(step.at)}</time></small>
        </li>
      ))}
    </ol>
  );
}
