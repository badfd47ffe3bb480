import { CheckCircleOutlined, ExclamationCircleOutlined, FileTextOutlined, HourglassOutlined, StopOutlined } from '@ant-design/icons';
import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  found: { tone: 'care', icon: <ExclamationCircleOutlined /> },
  ordered: { tone: 'fine', icon: <FileTextOutlined /> },
  said_fixed: { tone: 'care', icon: <HourglassOutlined /> },
  verified: { tone: 'good', icon: <CheckCircleOutlined /> },
  withdrawn: { tone: 'plain', icon: <StopOutlined /> },
} as const;

/** Where a hazard stands: by colour, sign and word. */
export function HazardState({ value }: { value: Word }) {
  const { say } = useTexts();
  return <Mark {...signs[value.name as keyof typeof signs]}>{say(value.label)}</Mark>;
}
