import type { WashRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

const tones = { A: 'good', B: 'fine', C: 'care', none: 'plain' } as const;

/** The class of a washed line, in colour and in words. */
export function ClassTag({ value }: { value: WashRow['class'] }) {
  const { t } = useTexts();
  return <Mark tone={tones[value]} title={t(`class.${value}.why`)}>{t(`class.${value}`)}</Mark>;
}
