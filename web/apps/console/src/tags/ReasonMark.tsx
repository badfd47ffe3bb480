import { AlertOutlined, FileSearchOutlined, HeartOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import type { ComponentType } from 'react';
import { Mark, type Tone } from '../page/Mark';

const looks: Record<string, [Tone, ComponentType]> = {
  safety: ['bad', AlertOutlined], registration_help: ['fine', HeartOutlined], data_quality: ['care', FileSearchOutlined], information: ['plain', InfoCircleOutlined],
};

/** Why anybody should look: in a word, a shape and a colour. */
export function ReasonMark({ reason }: { reason: string }) {
  const { word } = useTexts();
  const [tone, Icon] = looks[reason] ?? ['plain', InfoCircleOutlined];
  return <Mark tone={tone} icon={<Icon />}>{word('reason', reason)}</Mark>;
}
