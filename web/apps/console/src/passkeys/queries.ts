import { type PasskeyRequest, type PasskeyRow, type PasskeysOffered, read, type Session, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { make, show } from './ceremony';

const at = '/api/session/passkeys';
const key = ['passkeys'];

/** Whether this browser can make and show passkeys on this page; and on pages of which origin one can. */
export function useOffered(): { origin: string | null; here: boolean } {
  const offered = useQuery({ queryKey: ['passkeys offered'], staleTime: 300_000, queryFn: ({ signal }) => read<PasskeysOffered>(`${at}/offered`, {}, signal) });
  const origin = offered.data?.origin ?? null;
  return { origin, here: origin === window.location.origin && 'PublicKeyCredential' in window };
}

/** Signs in by a passkey that the device finds by itself. */
export function useShow(done?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (lang: string) => {
      const { ticket, options } = await write<PasskeyRequest<PublicKeyCredentialRequestOptionsJSON>>('POST', `${at}/ask`, {});
      return write<Session>('POST', `${at}/show`, { ticket, lang, ...await show(options) });
    },
    onSuccess: (session) => { done?.(); client.setQueryData(['session'], session); },
  });
}

/** The passkeys of one's own account. */
export function usePasskeys() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => read<PasskeyRow[]>(at, {}, signal) });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: key });
}

/** Proves who asks, has the device make a passkey, and keeps it. */
export function useAdd() {
  return useMutation({
    gcTime: 0,
    mutationFn: async ({ name, ...proof }: { name: string; password: string; code?: string }) => {
      const { ticket, options } = await write<PasskeyRequest<PublicKeyCredentialCreationOptionsJSON>>('POST', `${at}/new`, proof);
      return write<PasskeyRow>('POST', at, { ticket, name, ...await make(options) });
    },
    onSuccess: useFollow(),
  });
}

export function useRename() {
  return useMutation({ mutationFn: ({ id, name }: { id: string; name: string }) => write<undefined>('POST', `${at}/${id}/rename`, { name }), onSuccess: useFollow() });
}

export function useRemove() {
  return useMutation({
    gcTime: 0,
    mutationFn: ({ id, password }: { id: string; password: string }) => write<undefined>('POST', `${at}/${id}/remove`, { password }),
    onSuccess: useFollow(),
  });
}
