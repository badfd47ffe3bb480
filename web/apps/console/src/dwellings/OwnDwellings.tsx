import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { AskDwelling } from './AskDwelling';
import { OwnDwellingCard } from './OwnDwellingCard';
import { useOwnDwellings } from './queries';

/** What one asked for, with the word for the door, and what came of it. */
export function OwnDwellings() {
  const { t } = useTexts();
  const own = useOwnDwellings();
  return (
    <>
      {own.isPending && <RowsSkeleton rows={3} />}
      {own.isError && <ErrorState error={own.error} retry={() => void own.refetch()} />}
      {own.data?.length === 0 && <EmptyState title={t('dwelling.none')} action={t('dwelling.noneDo')} />}
      <ol className="ll-reads">{own.data?.map((each) => <OwnDwellingCard key={each.id} own={each} />)}</ol>
      <section className="ll-panel"><AskDwelling /></section>
    </>
  );
}
