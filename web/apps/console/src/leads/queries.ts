import { type InvitationLetter, type Lead, type Page, read, type SignalCount, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export function useLeads(area: string | null, page: number, size: number) {
  return useQuery({
    queryKey: ['leads', area, page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<Lead>>('/api/leads', { area, page, size }, signal),
  });
}

/** The letter of a lead, while it is open. */
export function useLetter(lead: string) {
  return useQuery({ queryKey: ['letter', lead], queryFn: ({ signal }) => read<InvitationLetter>(`/api/leads/${lead}/letter`, {}, signal) });
}

/** Closes a lead; the list and the numbers follow, and nothing of the dwelling stays in the cache. */
export function useCloseLead() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, outcome }: { id: string; outcome: 'done' | 'withdrawn' }) => write<undefined>('POST', `/api/leads/${id}/close`, { outcome }),
    onSuccess: (_answer, { id }) => {
      cache.removeQueries({ queryKey: ['letter', id] });
      return Promise.all(['leads', 'signal counts', 'cases'].map((key) => cache.invalidateQueries({ queryKey: [key] })));
    },
  });
}

export function useSignalCounts(area: string | null) {
  return useQuery({
    queryKey: ['signal counts', area],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<SignalCount[]>('/api/leads/counts', { area }, signal),
  });
}
