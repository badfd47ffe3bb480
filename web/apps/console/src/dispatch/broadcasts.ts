import { type BroadcastPage, type BroadcastReach, type BroadcastRow, read, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** What is sent: an area by its path, a kind, words in one language or both. */
export interface NewBroadcast { area: string; kind: string; zh?: string; en?: string }

export const kinds = ['notice', 'help', 'weather', 'danger'] as const;

/** Whether a path of codes names a street or less, which a broadcast may go to. */
export function isForBroadcast(path: string | undefined): path is string {
  return path !== undefined && path.split('/').length >= 2;
}

/** The latest broadcasts of an area; an error for whoever may not send there. */
export function useBroadcasts(area: string | null) {
  return useQuery<BroadcastPage>({
    queryKey: ['duty', 'broadcasts', area],
    retry: false,
    queryFn: ({ signal }) => read('/api/duty/broadcasts', { area }, signal),
  });
}

/** How many a broadcast would reach now. */
export function useReach(area: string | undefined) {
  return useQuery<BroadcastReach>({
    queryKey: ['duty', 'reach', area],
    enabled: isForBroadcast(area),
    retry: false,
    queryFn: ({ signal }) => read('/api/duty/broadcasts/reach', { area }, signal),
  });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['duty', 'broadcasts'] });
}

/** Sends a broadcast. The id is the form's, so that what is sent twice goes out once; an answer that was lost shows in the list. */
export function useBroadcast(id: string, done: () => void) {
  const follow = useFollow();
  return useMutation({
    mutationFn: (told: NewBroadcast) => write<BroadcastRow>('POST', '/api/duty/broadcasts', { id, ...told }),
    onSuccess: done,
    onSettled: () => { void follow(); },
  });
}

/** Takes a broadcast back from those who have not seen it. */
export function useRecall() {
  const follow = useFollow();
  return useMutation({
    mutationFn: (id: string) => write<BroadcastRow>('POST', `/api/duty/broadcasts/${id}/recall`),
    onSettled: follow,
  });
}
