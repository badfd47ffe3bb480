import { type Page, read, type Run, type RunRow } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { whileRunning } from './refreshing';

export function useRuns(page: number, size: number) {
  return useQuery<Page<RunRow>>({
    queryKey: ['runs', page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<RunRow>>('/api/runs', { page, size }, signal),
    refetchInterval: ({ state }) => whileRunning(state.data?.rows, state.status),
  });
}

export function useRun(id: string) {
  return useQuery<Run>({
    queryKey: ['run', id],
    queryFn: ({ signal }) => read<Run>(`/api/runs/${id}`, {}, signal),
    refetchInterval: ({ state }) => whileRunning(state.data && [state.data], state.status),
  });
}
