import { AuditOutlined, CheckCircleOutlined, EditOutlined, StopOutlined } from '@ant-design/icons';
import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  open: { tone: 'care', icon: <AuditOutlined /> },
  upheld: { tone: 'good', icon: <CheckCircleOutlined /> },
  changed: { tone: 'fine', icon: <EditOutlined /> },
  dismissed: { tone: 'plain', icon: <StopOutlined /> },
} as const;

/** Where an objection stands: by colour, sign and word. */
export function ObjectionState({ value }: { value: Word }) {
  const { say } = useTexts();
  return <Mark {...signs[value.name as keyof typeof signs]}>{say(value.label)}</Mark>;
}
