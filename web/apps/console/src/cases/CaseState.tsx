import {
  CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined, InboxOutlined, MergeCellsOutlined, PauseCircleOutlined, StopOutlined, SyncOutlined, UserOutlined,
} from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  reported: { tone: 'care', icon: <InboxOutlined /> },
  accepted: { tone: 'fine', icon: <ClockCircleOutlined /> },
  assigned: { tone: 'fine', icon: <UserOutlined /> },
  in_hand: { tone: 'fine', icon: <SyncOutlined /> },
  waiting: { tone: 'plain', icon: <PauseCircleOutlined /> },
  resolved: { tone: 'good', icon: <CheckCircleOutlined /> },
  confirmed: { tone: 'good', icon: <CheckCircleOutlined /> },
  reopened: { tone: 'bad', icon: <ExclamationCircleOutlined /> },
  merged: { tone: 'plain', icon: <MergeCellsOutlined /> },
  refused: { tone: 'plain', icon: <StopOutlined /> },
} as const;

/** Where a case stands: by colour, sign and word. */
export function CaseState({ value }: { value: string }) {
  const { word } = useTexts();
  return <Mark {...signs[value as keyof typeof signs]}>{word('case_state', value)}</Mark>;
}
