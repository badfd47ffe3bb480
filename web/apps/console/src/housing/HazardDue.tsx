import type { Hazard } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Due } from '../cases/Due';

/** The clock of a hazard: what is left of it, or when it was verified fixed. */
export function HazardDue({ row }: { row: Hazard }) {
  const { t, day } = useTexts();
  if (row.open && row.suspended) return <span className="ll-soft">{t('housing.dutySuspended')}</span>;
  if (row.open) return <Due at={row.due_at} />;
  return <span className="ll-soft ll-nowrap">{row.verified_at ? t('housing.verifiedOn', { day: day(row.verified_at) }) : '–'}</span>;
}
