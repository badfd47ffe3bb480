import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { BroadcastPanel } from './BroadcastPanel';
import { GridsPanel } from './GridsPanel';
import { PersonOnDuty } from './PersonOnDuty';
import { useOnDuty } from './queries';

/** Who is on duty in the area now: for which offices, with how many open cases. No position, nothing of before. Who keeps each grid, and broadcasts to them. */
export function DutyTab({ area }: { area: string | null }) {
  const { t } = useTexts();
  const people = useOnDuty(area);
  return (
    <>
      <section className="ll-panel" aria-label={t('duty.list')}>
        <p className="ll-soft">{t('duty.lead')}</p>
        {people.isError && <ErrorState error={people.error} retry={() => void people.refetch()} />}
        {people.isPending && <RowsSkeleton rows={6} />}
        {people.data?.rows.length === 0 && <EmptyState title={t('duty.none')} />}
        <ul className="ll-near">{people.data?.rows.map((one) => <PersonOnDuty key={one.officer.id} one={one} />)}</ul>
      </section>
      <GridsPanel area={area} />
      <BroadcastPanel area={area} />
    </>
  );
}
