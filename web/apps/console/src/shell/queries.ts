import { type Area, type AreaDetail, type CasePage, type Hit, read } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** One area with its path, its facts and its box. */
export function useAreaDetail(id: string | null) {
  return useQuery({
    queryKey: ['area', id],
    enabled: id !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<AreaDetail>(`/api/areas/${id}`, {}, signal),
  });
}

/** The areas right below another one. */
export function useAreasBelow(parent: string | null, enabled = true) {
  return useQuery({
    queryKey: ['areas', parent],
    enabled,
    queryFn: ({ signal }) => read<Area[]>('/api/areas', { parent }, signal),
  });
}

/** Places by name, code, address or pinyin initials. */
export function useSearch(q: string, enabled: boolean) {
  return useQuery({
    queryKey: ['search', q],
    enabled: enabled && q.length >= 2,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Hit[]>('/api/search', { q }, signal),
  });
}

/** Cases by number or by words, the newest first; never asked for by an account that may see none. */
export function useCaseSearch(q: string, enabled: boolean) {
  return useQuery({
    queryKey: ['cases', 'search', q],
    enabled: enabled && q.length >= 2,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<CasePage>('/api/cases', { q, size: 6 }, signal),
  });
}
