import type { RatingPage } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Due } from '../cases/Due';
import { waitsFor } from './ratingWaits';

/** What a rating waits for, and until when where a limit runs. */
export function RatingDue({ row }: { row: RatingPage['rows'][number] }) {
  const { t } = useTexts();
  const waits = waitsFor(row);
  if (!waits) return <span className="ll-soft">–</span>;
  return <span className="ll-waits"><span>{t(`housing.waits.${waits.what}`)}</span>{waits.until && <Due at={waits.until} />}</span>;
}
