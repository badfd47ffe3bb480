import { type AccountRow, type InvitationRow, type Invited, type Page, read, type RoleTemplate, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export interface Asked { area: string | null; state: string | null; page: number; size: number }

/** The accounts that the reader may see, of an area where one was chosen. */
export function useAccounts(asked: Asked & { q: string | null }, enabled: boolean) {
  return useQuery({
    queryKey: ['accounts', asked],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<AccountRow>>('/api/accounts', { ...asked }, signal),
  });
}

export function useInvitations(asked: Asked, enabled: boolean) {
  return useQuery({
    queryKey: ['invitations', asked],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<InvitationRow>>('/api/invitations', { ...asked }, signal),
  });
}

/** The roles that somebody can be invited to. */
export function useRoles() {
  return useQuery({ queryKey: ['accounts roles'], staleTime: Infinity, queryFn: ({ signal }) => read<RoleTemplate[]>('/api/accounts/roles', {}, signal) });
}

/** Disables an account, or enables it again. */
export function useShut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, deed }: { id: string; deed: 'disable' | 'enable' }) => write<undefined>('POST', `/api/accounts/${id}/${deed}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  });
}

export interface NewInvitation { login: string; role: string; area: string; office: { zh: string; en: string }; lang: string }

/** Makes the link of an invitation; it is not kept in the cache. */
export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (asked: NewInvitation) => write<Invited>('POST', '/api/invitations', asked),
    onSuccess: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
}

export function useRevoke() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => write<undefined>('POST', `/api/invitations/${id}/revoke`),
    onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
}
