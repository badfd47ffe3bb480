import { type OwnData, read, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** What is kept on oneself. A look is on the log: nothing looks again by itself. */
export function useOwnData() {
  return useQuery({ queryKey: ['own data'], staleTime: Infinity, refetchOnWindowFocus: false, queryFn: ({ signal }) => read<OwnData>('/api/rights/data', {}, signal) });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['own data'] });
}

export interface FactWish { wish: 'correct' | 'delete'; value?: string }

/** Says that a fact is wrong, or asks that it be deleted. */
export function useAskFact(fact: string) {
  return useMutation({ mutationFn: (wish: FactWish) => write<undefined>('POST', `/api/rights/facts/${fact}/requests`, wish), onSuccess: useFollow() });
}

export function useTakeBack(id: string) {
  return useMutation({ mutationFn: () => write<undefined>('POST', `/api/rights/requests/${id}/withdraw`), onSettled: useFollow() });
}
