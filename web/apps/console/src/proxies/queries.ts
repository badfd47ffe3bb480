import { type GivenProxy, type OwnFact, type ProxyRow, read, type ReadRow, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** Who acts for one, and for whom one acts. */
export function useProxies() {
  return useQuery({ queryKey: ['proxies'], queryFn: ({ signal }) => read<ProxyRow[]>('/api/proxies', {}, signal) });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['proxies'] });
}

export interface Wanted { scopes: string[]; last_on: string }

/** Lets somebody act; the word is not kept in the cache. */
export function useGiveProxy() {
  return useMutation({ gcTime: 0, mutationFn: (asked: Wanted) => write<GivenProxy>('POST', '/api/proxies', asked), onSuccess: useFollow() });
}

export function useAcceptProxy() {
  return useMutation({ gcTime: 0, mutationFn: (word: string) => write<undefined>('POST', '/api/proxies/accept', { word }), onSuccess: useFollow() });
}

export function useAskGuardian() {
  return useMutation({ mutationFn: (asked: Wanted & { binding: string }) => write<{ id: string }>('POST', '/api/proxies/guardian', asked), onSuccess: useFollow() });
}

export function useEndProxy() {
  return useMutation({ mutationFn: (id: string) => write<undefined>('POST', `/api/proxies/${id}/revoke`), onSettled: useFollow() });
}

/** Who looked at the data of the person for whom one acts: a look that is on their log, made when it is asked for. */
export function useReadsFor(id: string) {
  return useMutation({ gcTime: 0, mutationFn: () => read<ReadRow[]>(`/api/proxies/${id}/reads`) });
}

/** What is kept on the person for whom one acts: on their log, as every look. */
export function useDataFor(id: string) {
  return useMutation({ gcTime: 0, mutationFn: () => read<OwnFact[]>(`/api/proxies/${id}/data`) });
}

/** Says for the person for whom one acts that a fact is wrong. */
export function useWishFor(id: string, fact: string) {
  return useMutation({ mutationFn: (value: string) => write<undefined>('POST', `/api/proxies/${id}/requests`, { fact, wish: 'correct', ...(value ? { value } : {}) }) });
}
