import { CheckOutlined } from '@ant-design/icons';
import type { HazardDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { deedShown } from './hazardDeeds';
import { StepLine } from './StepLine';

/** All that was done to a hazard, the last on top. */
export function HazardSteps({ row }: { row: HazardDetail }) {
  const { say, word } = useTexts();
  return (
    <ol className="ll-case-steps">
      {row.steps.map((step, index) => ({ step, deed: deedShown(row, index) })).reverse().map(({ step, deed }) => (
        <StepLine key={step.id} className={`ll-step-${deed}`} title={word('hazard_deed', deed)} words={step.words} by={step.by} at={step.at}>
          {step.evidence.map(({ kind }, index) => <Mark key={index} tone="good" icon={<CheckOutlined />}>{say(kind.label)}</Mark>)}
        </StepLine>
      ))}
    </ol>
  );
}
