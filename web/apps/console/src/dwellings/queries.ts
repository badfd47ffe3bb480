import { type DwellingRequest, type OwnDwelling, type Page, read, type UnitBlock, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export interface Asked { state: string | null; page: number; size: number }

/** The dwellings that one's account is bound to or asked for. */
export function useOwnDwellings() {
  return useQuery({ queryKey: ['own dwellings'], queryFn: ({ signal }) => read<OwnDwelling[]>('/api/dwellings', {}, signal) });
}

/** Who asks to be bound to a dwelling of one's grids. */
export function useDwellingRequests(asked: Asked) {
  return useQuery({
    queryKey: ['dwelling requests', asked],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<DwellingRequest>>('/api/dwellings/requests', { ...asked }, signal),
  });
}

/** Who lives in the dwelling of a request, masked: a look that is on the log, made when it is asked for alone. */
export function useHousehold(request: DwellingRequest) {
  return useMutation({
    gcTime: 0,
    mutationFn: () => read<UnitBlock>(`/api/blocks/units/${request.dwelling.id}`, { purpose: 'registration', task: `binding ${request.id}` }),
  });
}

function useFollow() {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['own dwellings'] });
    await client.invalidateQueries({ queryKey: ['dwelling requests'] });
  };
}

export function useAskDwelling() {
  return useMutation({ mutationFn: (code: string) => write<undefined>('POST', '/api/dwellings', { code }), onSuccess: useFollow() });
}

export function useWithdrawDwelling() {
  return useMutation({ mutationFn: (id: string) => write<undefined>('POST', `/api/dwellings/${id}/withdraw`), onSettled: useFollow() });
}

export interface FoundAtDoor { word: string; shown: string; person?: string }

export function useConfirmDwelling(id: string) {
  return useMutation({ mutationFn: (found: FoundAtDoor) => write<undefined>('POST', `/api/dwellings/requests/${id}/confirm`, found), onSuccess: useFollow() });
}

/** Refuses a request, or undoes what was confirmed wrongly. */
export function useEndDwelling(id: string, deed: 'refuse' | 'undo') {
  return useMutation({ mutationFn: (reason: string) => write<undefined>('POST', `/api/dwellings/requests/${id}/${deed}`, { reason }), onSuccess: useFollow() });
}
