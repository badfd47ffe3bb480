import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { PersonOnDuty } from './PersonOnDuty';
import { useOnDuty } from './queries';

/** Who is on duty in the area of a map, and when each last told where they are; not where. */
export function PeopleBeside({ area }: { area: string | null }) {
  const { t } = useTexts();
  const people = useOnDuty(area);
  return (
    <section className="ll-panel" aria-labelledby="people-beside">
      <h2 id="people-beside">{t('caseMap.people')}</h2>
      <p className="ll-soft">{t('caseMap.peopleLead')}</p>
      {people.isError && <ErrorState error={people.error} retry={() => void people.refetch()} />}
      {people.data?.rows.length === 0 && <EmptyState title={t('duty.none')} />}
      <ul className="ll-near">{people.data?.rows.map((one) => <PersonOnDuty key={one.officer.id} one={one} />)}</ul>
    </section>
  );
}
