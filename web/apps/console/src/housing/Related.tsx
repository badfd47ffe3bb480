import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useRelated } from './queries';
import { RelatedParts } from './RelatedParts';

/** What else is known of a building or a unit, read when it is looked at. */
export function Related({ of, id }: { of: 'buildings' | 'units'; id: string }) {
  const found = useRelated(of, id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return found.data ? <RelatedParts row={found.data} of={of} /> : <RowsSkeleton rows={6} />;
}
