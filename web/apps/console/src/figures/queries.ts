import { type CoveragePage, type FigureObjections, type FiguresPage, read, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** What figures are asked for. */
export interface FigureQuery { area: string | null; from: string | null; to: string | null; by: string }

export function useFigures(query: FigureQuery) {
  return useQuery<FiguresPage>({
    queryKey: ['cases', 'figures', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read('/api/cases/figures', { ...query }, signal),
  });
}

/** How far an area was covered by visits. */
export function useCoverage(query: FigureQuery) {
  return useQuery<CoveragePage>({
    queryKey: ['cases', 'coverage', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read('/api/cases/coverage', { ...query }, signal),
  });
}

/** Objections of those who work in an area to their own figures. */
export function useObjections(area: string | null, after: string | null) {
  return useQuery<FigureObjections>({
    queryKey: ['cases', 'objections', area, after],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read('/api/cases/figures/objections', { area, after }, signal),
  });
}

/** Answers an objection, once. */
export function useAnswerObjection(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: { id: string; upheld: boolean; words: string }) => write<FigureObjections>('POST', `/api/cases/figures/objections/${id}/answer`, answer),
    onSettled: () => client.invalidateQueries({ queryKey: ['cases', 'objections'] }),
  });
}
