import { read, type RecoveryCodes, type SecondFactorSecret, type SecondFactorState, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const at = '/api/session/second-factor';

export function useSecondFactor() {
  return useQuery({ queryKey: ['second factor'], queryFn: ({ signal }) => read<SecondFactorState>(at, {}, signal) });
}

/** Draws a secret; nothing of it is kept in the cache once the form is closed. */
export function useEnrol() {
  return useMutation({ gcTime: 0, mutationFn: (password: string) => write<SecondFactorSecret>('POST', at, { password }) });
}

function useFollow() {
  const client = useQueryClient();
  return () => Promise.all(['second factor', 'sessions'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

export function useConfirm() {
  return useMutation({ gcTime: 0, mutationFn: (code: string) => write<RecoveryCodes>('POST', `${at}/confirm`, { code }), onSuccess: useFollow() });
}

export function useRemove() {
  return useMutation({ mutationFn: (code: string) => write<undefined>('POST', `${at}/remove`, { code }), onSuccess: useFollow() });
}

/** Every other session ends with it. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (given: { password: string; code?: string; chosen: string }) => write<undefined>('POST', '/api/session/password', given),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
}
