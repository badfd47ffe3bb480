import { type Page, read, type RunRow, type SourceRow } from '@linli/kit/client';
import { useQuery } from '@tanstack/react-query';

export function useLatestRun(enabled: boolean) {
  return useQuery({
    queryKey: ['runs', 'latest'],
    enabled,
    queryFn: async ({ signal }) => (await read<Page<RunRow>>('/api/runs', { size: 1 }, signal)).rows[0] ?? null,
  });
}

export function useSourceRows(enabled: boolean) {
  return useQuery({
    queryKey: ['sources', 'all'],
    enabled,
    queryFn: ({ signal }) => read<SourceRow[]>('/api/sources', {}, signal),
  });
}
