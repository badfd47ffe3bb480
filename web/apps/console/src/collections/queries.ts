import { type CollectionCatalogue, type CollectionPage, read } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CaseQuery } from '../cases/queries';

const path = '/api/cases/collections';

export function useCollections(query: CaseQuery) {
  return useQuery({
    queryKey: ['cases', 'collections', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<CollectionPage>(path, query, signal),
  });
}

/** Classes of field collection; they change with a version of the catalogue. */
export function useCollectionCatalogue() {
  return useQuery({ queryKey: ['collection-catalogue'], staleTime: Infinity, queryFn: ({ signal }) => read<CollectionCatalogue>(`${path}/catalogue`, {}, signal) });
}
