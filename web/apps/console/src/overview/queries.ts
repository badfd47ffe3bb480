import { type Page, read, type Run, type RunRow, type SourceRow } from '@linli/kit/client';
import { useQuery } from '@tanstack/react-query';
import { whileRunning } from '../runs/refreshing';

/** The latest run with its stages and match rates; null before the first. */
export function useLatestRun(enabled: boolean) {
  return useQuery<Run | null>({
    queryKey: ['runs', 'latest'],
    enabled,
    queryFn: async ({ signal }) => {
      const { rows: [latest] } = await read<Page<RunRow>>('/api/runs', { size: 1 }, signal);
      return latest ? read<Run>(`/api/runs/${latest.id}`, {}, signal) : null;
    },
    refetchInterval: ({ state }) => whileRunning(state.data ? [state.data] : [], state.status),
  });
}

export function useSourceRows(enabled: boolean) {
  return useQuery({
    queryKey: ['sources', 'all'],
    enabled,
    queryFn: ({ signal }) => read<SourceRow[]>('/api/sources', {}, signal),
  });
}
