import { CheckOutlined, CloseOutlined, QuestionOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  same: { tone: 'good', icon: <CheckOutlined /> },
  different: { tone: 'bad', icon: <CloseOutlined /> },
  unsure: { tone: 'care', icon: <QuestionOutlined /> },
} as const;

/** What was said of a pair: by colour, sign and word. */
export function VerdictMark({ verdict }: { verdict: string }) {
  const { word } = useTexts();
  return <Mark {...(signs[verdict as keyof typeof signs] ?? signs.unsure)}>{word('verdict', verdict)}</Mark>;
}
