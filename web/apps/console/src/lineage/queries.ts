import { type LineageRow, type Page, read, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** What merged and split, the newest first. */
export function useLineage(page: number, size: number) {
  return useQuery({
    queryKey: ['lineage', page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<LineageRow>>('/api/lineage', { page, size }, signal),
  });
}

/** Undoes a merge or a split; whatever shows lineage is read again. */
export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => write<{ judgement: string }>('POST', `/api/lineage/${id}/undo`, { reason }),
    onSuccess: () => Promise.all(['lineage', 'organisation', 'judgements'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
