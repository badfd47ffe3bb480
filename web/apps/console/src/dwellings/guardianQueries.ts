import { type GuardianRequest, read, type UnitBlock, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** Guardians who wait at the dwellings of one's grids. */
export function useGuardians() {
  return useQuery({ queryKey: ['guardians'], queryFn: ({ signal }) => read<GuardianRequest[]>('/api/proxies/guardians', {}, signal) });
}

function useFollow() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['guardians'] });
}

/** Who lives in the guardian's dwelling, masked: a look that is on the log, made when it is asked for. */
export function useMinors(row: GuardianRequest) {
  return useMutation({
    gcTime: 0,
    mutationFn: () => read<UnitBlock>(`/api/blocks/units/${row.unit ?? ''}`, { purpose: 'registration', task: `guardian ${row.id}` }),
  });
}

export function useConfirmGuardian(id: string) {
  return useMutation({ mutationFn: (found: { word: string; person: string }) => write<undefined>('POST', `/api/proxies/guardians/${id}/confirm`, found), onSuccess: useFollow() });
}

export function useRefuseGuardian(id: string) {
  return useMutation({ mutationFn: (reason: string) => write<undefined>('POST', `/api/proxies/guardians/${id}/refuse`, { reason }), onSuccess: useFollow() });
}
