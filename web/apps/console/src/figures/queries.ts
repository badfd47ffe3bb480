import { type CoveragePage, type FiguresPage, read } from '@linli/kit/client';
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

/** One's own figures; nobody else is shown them. */
export function useOwnFigures() {
  return useQuery<FiguresPage>({ queryKey: ['cases', 'figures', 'own'], queryFn: ({ signal }) => read('/api/cases/figures/own', {}, signal) });
}

/** How far an area was covered by visits. */
export function useCoverage(query: FigureQuery) {
  return useQuery<CoveragePage>({
    queryKey: ['cases', 'coverage', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read('/api/cases/coverage', { ...query }, signal),
  });
}
