import { useTexts } from '@linli/kit/texts';

/** A duration with a bar against the longest beside it (both in seconds). */
export function Duration({ part, most }: { part: number; most: number }) {
  const { seconds } = useTexts();
  return <span className="ll-rate ll-rate-end">{seconds(part)}<i aria-hidden="true"><b style={{ width: `${most > 0 ? (part / most) * 100 : 0}%` }} /></i></span>;
}
