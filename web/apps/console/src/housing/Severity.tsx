import { MinusOutlined, ThunderboltOutlined, WarningOutlined } from '@ant-design/icons';
import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  immediate: { tone: 'bad', icon: <ThunderboltOutlined /> },
  serious: { tone: 'care', icon: <WarningOutlined /> },
  ordinary: { tone: 'plain', icon: <MinusOutlined /> },
} as const;

/** How grave a hazard is: by colour, sign and word. */
export function Severity({ value }: { value: Word }) {
  const { say } = useTexts();
  return <Mark {...signs[value.name as keyof typeof signs]}>{say(value.label)}</Mark>;
}
