import { type GridsPage, type PeopleOnDuty, read, type WhoIsNear } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** People come and go without a change of any case. */
const lookEveryMs = 30_000;

/** Who is on duty in an area; an error for whoever may not see it. */
export function useOnDuty(area: string | null) {
  return useQuery<PeopleOnDuty>({
    queryKey: ['duty', 'people', area],
    retry: false,
    refetchInterval: (query) => (query.state.status === 'error' ? false : lookEveryMs),
    queryFn: ({ signal }) => read('/api/duty/people', { area }, signal),
  });
}

/** Who keeps each grid of an area. */
export function useGrids(asked: { area: string | null; q: string | null; duty: string | null; page: number; size: number }) {
  return useQuery<GridsPage>({
    queryKey: ['duty', 'grids', asked],
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.status === 'error' ? false : lookEveryMs),
    queryFn: ({ signal }) => read('/api/duty/grids', asked, signal),
  });
}

/** Who could be asked to take a case. */
export function useNear(id: string, version: number) {
  return useQuery<WhoIsNear>({
    queryKey: ['duty', 'near', id, version],
    retry: false,
    refetchInterval: (query) => (query.state.status === 'error' ? false : lookEveryMs),
    queryFn: ({ signal }) => read(`/api/cases/${id}/near`, {}, signal),
  });
}
