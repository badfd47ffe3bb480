import { ApiError, read, type Session, write } from '@linli/kit/client';
import { unsubscribe } from '@linli/kit/push';
import { dropMap } from '../map/shared';
import { pushWorker } from '../messages/pushWorker';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** The session of this browser; null when nobody is signed in. */
export function useSessionQuery() {
  return useQuery({
    queryKey: ['session'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      try {
        return await read<Session>('/api/session', {}, signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
  });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { account: string; password: string; code?: string; lang: string }) => write<Session>('POST', '/api/session', body),
    onSuccess: (session) => client.setQueryData(['session'], session),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await unsubscribe(pushWorker);
      return write<undefined>('DELETE', '/api/session');
    },
    onSettled: () => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      client.setQueryData(['session'], null);
      dropMap();
    },
  });
}
