import { read, type Reject, type SourceDetail, type SourceRow } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';

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

/** Rows that are asked for at once. */
const atOnce = 200;

/** Reads every refused row of a source that is kept, page by page. */
export function useAllRejects(id: string) {
  return useMutation({
    mutationFn: async () => {
      const all: Reject[] = [];
      for (let page = 1; ; page += 1) {
        const { rejects } = await read<SourceDetail>(`/api/sources/${id}`, { page, size: atOnce });
        all.push(...rejects.rows);
        if (rejects.rows.length === 0 || all.length >= rejects.total) return all;
      }
    },
  });
}
