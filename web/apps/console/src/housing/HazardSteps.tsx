import { CheckOutlined } from '@ant-design/icons';
import type { HazardStep } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { StepLine } from './StepLine';

/** All that was done to a hazard, the last on top. */
export function HazardSteps({ steps }: { steps: HazardStep[] }) {
  const { say, word } = useTexts();
  return (
    <ol className="ll-case-steps">
      {[...steps].reverse().map((step) => (
        <StepLine key={step.id} className={`ll-step-${step.deed}`} title={word('hazard_deed', step.deed)} words={step.words} by={step.by} at={step.at}>
          {step.evidence.map(({ kind }, index) => <Mark key={index} tone="good" icon={<CheckOutlined />}>{say(kind.label)}</Mark>)}
        </StepLine>
      ))}
    </ol>
  );
}
