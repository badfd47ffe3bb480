import { CheckCircleOutlined, HourglassOutlined, QuestionCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  asked: { tone: 'care', icon: <QuestionCircleOutlined /> },
  confirming: { tone: 'care', icon: <QuestionCircleOutlined /> },
  verifying: { tone: 'care', icon: <HourglassOutlined /> },
  leaving: { tone: 'care', icon: <HourglassOutlined /> },
  verified: { tone: 'good', icon: <CheckCircleOutlined /> },
  not_so: { tone: 'plain', icon: <StopOutlined /> },
  denied: { tone: 'plain', icon: <StopOutlined /> },
  withdrawn: { tone: 'plain', icon: <StopOutlined /> },
  ended: { tone: 'plain', icon: <StopOutlined /> },
} as const;

/** Where a declaration stands: by colour, sign and word. */
export function DeclarationState({ value }: { value: Word }) {
  const { say } = useTexts();
  return <Mark {...signs[value.name as keyof typeof signs]}>{say(value.label)}</Mark>;
}
