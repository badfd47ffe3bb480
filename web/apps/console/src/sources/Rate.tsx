import { useTexts } from '@linli/kit/texts';

/** A share as a bar with its figure. */
export function Rate({ part, whole }: { part: number; whole: number }) {
  const { percent } = useTexts();
  const share = whole > 0 ? part / whole : 0;
  return <span className="ll-rate"><i aria-hidden="true"><b style={{ width: `${share * 100}%` }} /></i>{whole > 0 ? percent(share) : '–'}</span>;
}
