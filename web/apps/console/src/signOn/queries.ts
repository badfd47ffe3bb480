import { read, type BoundIdentity, type Session, type SignOnAddress, type SignOnProvider, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const at = '/api/session/sign-on';

/** The identity providers that are set up. */
export function useProviders() {
  return useQuery({ queryKey: ['sign-on providers'], staleTime: 300_000, queryFn: ({ signal }) => read<SignOnProvider[]>(at, {}, signal) });
}

/** The identities that one's own account is bound to. */
export function useBound() {
  return useQuery({ queryKey: ['sign-on bound'], queryFn: ({ signal }) => read<BoundIdentity[]>(`${at}/bound`, {}, signal) });
}

/** Leaves for the provider's page. */
const leave = ({ address }: SignOnAddress) => window.location.assign(address);

export function useBegin() {
  return useMutation({ mutationFn: (body: { provider: string; lang: string }) => write<SignOnAddress>('POST', `${at}/begin`, body), onSuccess: leave });
}

export function useBind() {
  return useMutation({
    gcTime: 0,
    mutationFn: (body: { provider: string; password: string; code?: string }) => write<SignOnAddress>('POST', `${at}/bind`, body),
    onSuccess: leave,
  });
}

export function useUnbind() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: { issuer: string; password: string }) => write<undefined>('POST', `${at}/unbind`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sign-on bound'] }),
  });
}

/** The code of the second factor, after a provider vouched. */
export function useSignOnCode(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => write<Session>('POST', `${at}/code`, { code }),
    onSuccess: (session) => { done(); client.setQueryData(['session'], session); },
  });
}
