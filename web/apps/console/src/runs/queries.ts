import { type Page, read, type Run, type RunRow } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

export function useRuns(page: number, size: number) {
  return useQuery({
    queryKey: ['runs', page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<RunRow>>('/api/runs', { page, size }, signal),
  });
}

export function useRun(id: string) {
  return useQuery({ queryKey: ['run', id], queryFn: ({ signal }) => read<Run>(`/api/runs/${id}`, {}, signal) });
}
