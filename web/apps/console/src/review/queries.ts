import { type JudgementRow, type Page, read, type ReviewPage, type ReviewPair, type ReviewQuality, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Ground } from '../blocks/ground';

/** What may be said of two records. */
export const verdicts = ['same', 'different', 'unsure'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a pair is worth a look. */
export const reasons = ['contradiction', 'bridge', 'kept_apart', 'near_threshold', 'sample'] as const;

export interface QueueQuery { kind: string; reason: string | null; judged: boolean; area: string | null; page: number; size: number }

export function useQueue(query: QueueQuery) {
  return useQuery({
    queryKey: ['review', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<ReviewPage>('/api/review', { ...query }, signal),
  });
}

/** How right the last whole run is, by its judged sample; for officers of the whole district. */
export function useQuality(kind: string, enabled: boolean) {
  return useQuery({
    queryKey: ['review', 'quality', kind],
    enabled,
    queryFn: ({ signal }) => read<ReviewQuality>('/api/review/quality', { kind }, signal),
  });
}

/** Both records of a pair. People are read on a stated ground, and each look is on the log: it is not repeated without need. */
export function usePair(id: string | null, ground: Ground | null, open: boolean) {
  return useQuery({
    queryKey: ['review pair', id, ground],
    enabled: id !== null && open,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => read<ReviewPair>(`/api/review/${id}`, ground ? { purpose: ground.purpose, [ground.basis]: ground.text } : {}, signal),
  });
}

export function useJudgements(page: number, size: number) {
  return useQuery({
    queryKey: ['judgements', page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<JudgementRow>>('/api/judgements', { page, size }, signal),
  });
}

/** Says what two records are, and takes it back; the queue is read again after each. */
export function useJudging() {
  const client = useQueryClient();
  const again = () => Promise.all([client.invalidateQueries({ queryKey: ['review'] }), client.invalidateQueries({ queryKey: ['judgements'] })]);
  const judge = useMutation({
    mutationFn: ({ pair, verdict }: { pair: string; verdict: Verdict }) => write<{ id: string }>('POST', `/api/review/${pair}/judgement`, { verdict }),
    onSuccess: again,
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => write<{ id: string }>('POST', `/api/judgements/${id}/withdraw`, {}),
    onSuccess: again,
  });
  return { judge, withdraw };
}
