import { CheckCircleOutlined, ExclamationCircleOutlined, ExportOutlined, HourglassOutlined } from '@ant-design/icons';
import type { MicroEvent } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const signs = {
  found: { tone: 'care', icon: <ExclamationCircleOutlined /> },
  fixed: { tone: 'fine', icon: <CheckCircleOutlined /> },
  waits: { tone: 'care', icon: <HourglassOutlined /> },
  verified: { tone: 'good', icon: <CheckCircleOutlined /> },
  escalated: { tone: 'plain', icon: <ExportOutlined /> },
} as const;

/** Where a micro-event stands: by colour, sign and word. */
export function MicroState({ row }: { row: MicroEvent }) {
  const { t, word } = useTexts();
  if (row.waits) return <Mark {...signs.waits}>{t('micro.which.waits')}</Mark>;
  return <Mark {...signs[row.state as keyof typeof signs]}>{word('micro_state', row.state)}</Mark>;
}
