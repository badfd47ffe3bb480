import { CheckOutlined, ClockCircleOutlined, CloseOutlined, RollbackOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import type { ComponentType } from 'react';
import { Mark, type Tone } from '../page/Mark';

const looks: Record<string, [Tone, ComponentType]> = {
  offered: ['fine', ClockCircleOutlined], accepted: ['good', CheckOutlined], refused: ['care', CloseOutlined], withdrawn: ['plain', RollbackOutlined],
};

/** How far a correction is. */
export function StateMark({ state, reason }: { state: string; reason: string }) {
  const { word } = useTexts();
  const [tone, Icon] = looks[state] ?? ['plain', ClockCircleOutlined];
  return <span className="ll-source"><span><Mark tone={tone} icon={<Icon />}>{word('correction_state', state)}</Mark></span>{reason && <small className="ll-wrap">{reason}</small>}</span>;
}
