import { AuditOutlined, CalendarOutlined, CheckCircleOutlined, EyeOutlined, StopOutlined } from '@ant-design/icons';
import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  proposed: { tone: 'care', icon: <AuditOutlined /> },
  answered: { tone: 'care', icon: <CalendarOutlined /> },
  day_set: { tone: 'fine', icon: <CalendarOutlined /> },
  held: { tone: 'fine', icon: <EyeOutlined /> },
  closed: { tone: 'good', icon: <CheckCircleOutlined /> },
  called_off: { tone: 'plain', icon: <StopOutlined /> },
} as const;

/** Where a joint enforcement stands: by colour, sign and word. */
export function JointState({ value }: { value: Word }) {
  const { say } = useTexts();
  return <Mark {...signs[value.name as keyof typeof signs]}>{say(value.label)}</Mark>;
}
