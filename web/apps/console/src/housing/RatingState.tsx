import { AuditOutlined, CheckCircleOutlined, ClockCircleOutlined, HistoryOutlined, RollbackOutlined, StopOutlined } from '@ant-design/icons';
import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  draft: { tone: 'care', icon: <ClockCircleOutlined /> },
  sent_back: { tone: 'plain', icon: <RollbackOutlined /> },
  decided: { tone: 'fine', icon: <AuditOutlined /> },
  published: { tone: 'good', icon: <CheckCircleOutlined /> },
  appealed: { tone: 'care', icon: <AuditOutlined /> },
  overturned: { tone: 'bad', icon: <StopOutlined /> },
  superseded: { tone: 'plain', icon: <HistoryOutlined /> },
} as const;

/** Where a rating stands: by colour, sign and word. */
export function RatingState({ value }: { value: Word }) {
  const { say } = useTexts();
  return <Mark {...signs[value.name as keyof typeof signs]}>{say(value.label)}</Mark>;
}
