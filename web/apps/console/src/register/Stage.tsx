import { useTexts } from '@linli/kit/texts';
import { Tag } from 'antd';

/** The stage of an entry's life; what is not current stands out. */
export function Stage({ value }: { value: string }) {
  const { word } = useTexts();
  if (value === 'current') return <>{word('stage', value)}</>;
  return <Tag color={value === 'retired' ? 'default' : 'gold'}>{word('stage', value)}</Tag>;
}
