import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

/** The stage of an entry's life; what is not current stands out. */
export function Stage({ value }: { value: string }) {
  const { word } = useTexts();
  if (value === 'current') return <>{word('stage', value)}</>;
  return <Mark tone={value === 'retired' ? 'plain' : 'care'}>{word('stage', value)}</Mark>;
}
