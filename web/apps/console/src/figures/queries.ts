import { type FiguresPage, read } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** What figures are asked for. */
export interface FigureQuery { area: string | null; from: string | null; to: string | null; by: string }

export function useFigures(query: FigureQuery) {
  return useQuery<FiguresPage>({
    queryKey: ['cases', 'figures', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read('/api/cases/figures', { ...query }, signal),
  });
}
