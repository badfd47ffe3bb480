import { type Emergency, read, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** One's own emergencies; for auditors everybody's, the unreviewed first. */
export function useEmergencies(enabled = true) {
  return useQuery({ queryKey: ['emergencies'], enabled, queryFn: ({ signal }) => read<Emergency[]>('/api/emergencies', {}, signal) });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['emergencies'] });
}

export function useOpenEmergency() {
  return useMutation({ mutationFn: (asked: { area: string; reason: string }) => write<Emergency>('POST', '/api/emergencies', asked), onSuccess: useFollow() });
}

export function useCloseEmergency() {
  return useMutation({ mutationFn: (id: string) => write<undefined>('POST', `/api/emergencies/${id}/close`), onSettled: useFollow() });
}

export function useReviewEmergency(id: string) {
  return useMutation({ mutationFn: (told: { verdict: string; note: string }) => write<undefined>('POST', `/api/emergencies/${id}/review`, told), onSuccess: useFollow() });
}
