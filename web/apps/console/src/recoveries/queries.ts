import { type AgreedRecovery, type AskedRecovery, read, type Recovery, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** The latest recoveries of accounts in one's area, those that wait first. */
export function useRecoveries() {
  return useQuery({ queryKey: ['recoveries'], queryFn: ({ signal }) => read<Recovery[]>('/api/recoveries', {}, signal) });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['recoveries'] });
}

/** Asks; the first word is not kept in the cache. */
export function useAskRecovery() {
  return useMutation({ gcTime: 0, mutationFn: (asked: { login: string; lost: string; reason: string }) => write<AskedRecovery>('POST', '/api/recoveries', asked), onSuccess: useFollow() });
}

/** Agrees; the second word is not kept in the cache. */
export function useAgreeRecovery() {
  return useMutation({ gcTime: 0, mutationFn: (id: string) => write<AgreedRecovery>('POST', `/api/recoveries/${id}/agree`), onSuccess: useFollow() });
}

export function useWithdrawRecovery() {
  return useMutation({ mutationFn: (id: string) => write<undefined>('POST', `/api/recoveries/${id}/withdraw`), onSettled: useFollow() });
}

/** What officers asked or did about one's own account. */
export function useOwnRecoveries() {
  return useQuery({ queryKey: ['own recoveries'], queryFn: ({ signal }) => read<Recovery[]>('/api/session/recoveries', {}, signal) });
}

export function useToldRecoveries() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => write<undefined>('POST', '/api/session/recoveries/told'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['own recoveries'] }),
  });
}
