import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined, SyncOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  done: { tone: 'good', icon: <CheckCircleOutlined /> },
  running: { tone: 'fine', icon: <SyncOutlined /> },
  failed: { tone: 'bad', icon: <CloseCircleOutlined /> },
} as const;

/** How a run stands: by colour, sign and word. */
export function RunState({ value }: { value: string }) {
  const { word } = useTexts();
  const sign = signs[value as keyof typeof signs] ?? { tone: 'plain', icon: <MinusCircleOutlined /> };
  return <Mark {...sign}>{word('state', value)}</Mark>;
}
