import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined, SyncOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Tag } from 'antd';

const signs = {
  done: { color: 'green', icon: <CheckCircleOutlined /> },
  running: { color: 'blue', icon: <SyncOutlined /> },
  failed: { color: 'red', icon: <CloseCircleOutlined /> },
} as const;

/** How a run stands: by colour, sign and word. */
export function RunState({ value }: { value: string }) {
  const { word } = useTexts();
  const sign = signs[value as keyof typeof signs] ?? { color: 'default', icon: <MinusCircleOutlined /> };
  return <Tag {...sign}>{word('state', value)}</Tag>;
}
