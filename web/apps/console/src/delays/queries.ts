import { type Delay, read, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** One's own delays; for auditors everybody's, the undecided first. */
export function useDelays() {
  return useQuery({ queryKey: ['delays'], queryFn: ({ signal }) => read<Delay[]>('/api/reads/delays', {}, signal) });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['delays'] });
}

export interface AskedDelay { case: string; legal_basis: string; reason: string; until: string }

export function useAskDelay() {
  return useMutation({ mutationFn: (asked: AskedDelay) => write<Delay>('POST', '/api/reads/delays', asked), onSuccess: useFollow() });
}

export interface SaidOfDelay { verdict: string; note: string }

export function useDecideDelay(id: string) {
  return useMutation({ mutationFn: (said: SaidOfDelay) => write<undefined>('POST', `/api/reads/delays/${id}/decision`, said), onSuccess: useFollow() });
}
