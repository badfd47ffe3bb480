import { type Page, read, type Run, type RunRow, type SourceRow } from '@linli/kit/client';
import { useQuery } from '@tanstack/react-query';

/** The latest run with its stages and match rates; null before the first. */
export function useLatestRun(enabled: boolean) {
  return useQuery({
    queryKey: ['runs', 'latest'],
    enabled,
    queryFn: async ({ signal }) => {
      const { rows: [latest] } = await read<Page<RunRow>>('/api/runs', { size: 1 }, signal);
      return latest ? read<Run>(`/api/runs/${latest.id}`, {}, signal) : null;
    },
  });
}

export function useSourceRows(enabled: boolean) {
  return useQuery({
    queryKey: ['sources', 'all'],
    enabled,
    queryFn: ({ signal }) => read<SourceRow[]>('/api/sources', {}, signal),
  });
}
