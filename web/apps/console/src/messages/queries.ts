import { type DeadMessage, type Hook, type HookGiven, type HowToTell, type MessagePage, type QuietHours, read, type Unseen, write } from '@linli/kit/client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** A bell asks this often while the page is looked at. */
const askEveryMs = 20_000;
const pageSize = 20;

/** How many of one's messages were not seen. */
export function useUnseen() {
  return useQuery({ queryKey: ['messages', 'unseen'], refetchInterval: askEveryMs, refetchOnWindowFocus: true, queryFn: ({ signal }) => read<Unseen>('/api/messages/unseen', {}, signal) });
}

/** The latest messages, for the bell. */
export function useLatest(enabled: boolean) {
  return useQuery({ queryKey: ['messages', 'latest'], enabled, staleTime: 0, queryFn: ({ signal }) => read<MessagePage>('/api/messages', { size: 6 }, signal) });
}

/** All messages, page after page. */
export function useMessages() {
  return useInfiniteQuery({
    queryKey: ['messages', 'all'],
    initialPageParam: '',
    staleTime: 0,
    queryFn: ({ signal, pageParam }) => read<MessagePage>('/api/messages', { size: pageSize, before: pageParam }, signal),
    getNextPageParam: ({ rows }) => (rows.length < pageSize ? undefined : rows.at(-1)?.id),
  });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['messages'] });
}

/** Says that a message was seen, or all up to it. */
export function useSee() {
  return useMutation({ mutationFn: (seen: { id: string; and_before?: boolean }) => write<undefined>('POST', '/api/messages/seen', seen), onSuccess: useFollow() });
}

/** How one is told. */
export function useHow() {
  return useQuery({ queryKey: ['messages', 'how'], queryFn: ({ signal }) => read<HowToTell>('/api/messages/choices', {}, signal) });
}

export interface Chosen { kinds: Record<string, Record<string, boolean>>; quiet: QuietHours | null }

export function useChoose() {
  return useMutation({ mutationFn: (chosen: Chosen) => write<undefined>('PUT', '/api/messages/choices', chosen), onSuccess: useFollow() });
}

/** Sets an address; a code is sent there. */
export function useSetContact(channel: string) {
  return useMutation({ mutationFn: (address: string) => write<undefined>('PUT', `/api/messages/contacts/${channel}`, { address }), onSettled: useFollow() });
}

export function useConfirmContact(channel: string) {
  return useMutation({ mutationFn: (code: string) => write<undefined>('POST', `/api/messages/contacts/${channel}/confirm`, { code }), onSuccess: useFollow() });
}

export function useForgetContact(channel: string) {
  return useMutation({ mutationFn: () => write<undefined>('DELETE', `/api/messages/contacts/${channel}`), onSettled: useFollow() });
}

/** Webhooks of the accounts that one keeps. */
export function useHooks() {
  return useQuery({ queryKey: ['messages', 'hooks'], queryFn: ({ signal }) => read<Hook[]>('/api/messages/hooks', {}, signal) });
}

/** Sets a webhook; its secret is not kept in the cache. */
export function useSetHook() {
  return useMutation({ gcTime: 0, mutationFn: ({ account, url }: { account: string; url: string }) => write<HookGiven>('PUT', `/api/messages/hooks/${account}`, { url }), onSuccess: useFollow() });
}

export function useDropHook() {
  return useMutation({ mutationFn: (account: string) => write<undefined>('DELETE', `/api/messages/hooks/${account}`), onSettled: useFollow() });
}

/** What could not be delivered. */
export function useDead() {
  return useQuery({ queryKey: ['messages', 'dead'], queryFn: ({ signal }) => read<DeadMessage[]>('/api/messages/dead', {}, signal) });
}

export function useSendAgain() {
  return useMutation({ mutationFn: ({ id, channel }: { id: string; channel: string }) => write<undefined>('POST', `/api/messages/dead/${id}/${channel}/again`), onSettled: useFollow() });
}
