import { type Partner, type PartnerKey, read, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const way = (id: string) => `/api/accounts/${id}/partner`;

/** The keys, the quota and the latest exchanges of a system's account. */
export function usePartner(id: string) {
  return useQuery({ queryKey: ['partner', id], queryFn: ({ signal }) => read<Partner>(way(id), {}, signal) });
}

export interface NewKey { name: string; public_key: string; actions: string[]; area?: string; valid_until: string }

/** Adds a key; `done` once it is kept. */
export function useAddKey(id: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: NewKey) => write<PartnerKey>('POST', `${way(id)}/keys`, key),
    onSuccess: () => { done(); return client.invalidateQueries({ queryKey: ['partner', id] }); },
  });
}

export function useRevokeKey(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => write<undefined>('POST', `${way(id)}/keys/${key}/revoke`),
    onSettled: () => client.invalidateQueries({ queryKey: ['partner', id] }),
  });
}

export interface NewQuota { requests_a_minute: number; rows_a_day: number }

/** Sets the quota; `done` once it is. */
export function useSetQuota(id: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (quota: NewQuota) => write<undefined>('PUT', `${way(id)}/quota`, quota),
    onSuccess: () => { done(); return client.invalidateQueries({ queryKey: ['partner', id] }); },
  });
}
