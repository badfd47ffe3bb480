import { read, type SourceDetail, type SourceRow } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

export function useSources() {
  return useQuery({ queryKey: ['sources', 'all'], queryFn: ({ signal }) => read<SourceRow[]>('/api/sources', {}, signal) });
}

/** One source with a page of its rejected rows. */
export function useSource(id: string, page: number, size: number) {
  return useQuery({
    queryKey: ['source', id, page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<SourceDetail>(`/api/sources/${id}`, { page, size }, signal),
  });
}
