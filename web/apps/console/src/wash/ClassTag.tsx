import type { WashRow } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Tag } from 'antd';

const colours = { A: 'green', B: 'blue', C: 'gold', none: 'default' } as const;

/** The class of a washed line, in colour and in words. */
export function ClassTag({ value }: { value: WashRow['class'] }) {
  const { t } = useTexts();
  return <Tag color={colours[value]} title={t(`class.${value}.why` as Key)}>{t(`class.${value}`)}</Tag>;
}
