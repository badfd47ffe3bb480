import { type BedsApprovedPage, type FileTag, read, type TagPage, type TagRules, type TagRunDone, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** What a list of tags is asked for. */
export interface TagQuery { area: string | null; rule: string | null; subject: string | null; reason: string | null; ended: boolean; page: number; size: number }

/** The rules, and how many of their tags stand in the area. */
export function useTagRules(area: string | null) {
  return useQuery({
    queryKey: ['tag rules', area],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<TagRules>('/api/tags/rules', { area }, signal),
  });
}

export function useTags(query: TagQuery) {
  return useQuery({
    queryKey: ['tags', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<TagPage>('/api/tags', { ...query }, signal),
  });
}

/** The file of a unit, a building or an organisation. */
export function useFileTags(subject: string, id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['file tags', subject, id],
    enabled,
    queryFn: ({ signal }) => read<FileTag[]>(`/api/tags/${subject}/${id}`, {}, signal),
  });
}

/** Computes every tag anew; lists and files follow. */
export function useTagRun() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => write<TagRunDone>('POST', '/api/tags/run'),
    onSuccess: () => Promise.all(['tag rules', 'tags', 'file tags'].map((key) => cache.invalidateQueries({ queryKey: [key] }))),
  });
}

/** An approval of beds as it is taken down. */
export interface BedsTold { building_code: string; beds: number; from: string; to: string | null; reference: string; office: string }

/** Approvals of beds in an area, by building. */
export function useBeds(query: { area: string | null; page: number; size: number }) {
  return useQuery({
    queryKey: ['approved beds', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<BedsApprovedPage>('/api/tags/beds', query, signal),
  });
}

/** Keeps an approval of beds; the list follows. */
export function useApproveBeds() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (told: BedsTold) => write<undefined>('POST', '/api/tags/beds', told),
    mutationKey: ['approve beds'],
    onSuccess: () => cache.invalidateQueries({ queryKey: ['approved beds'] }),
  });
}
