import { type CorrectionPage, type Exchange, fetchFile, type Page, read, type SourceCorrections, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export function useSourceCorrections() {
  return useQuery({ queryKey: ['corrections', 'sources'], queryFn: ({ signal }) => read<SourceCorrections[]>('/api/corrections/sources', {}, signal) });
}

export function useCorrections(query: { source: string | null; state: string | null; page: number; size: number }) {
  return useQuery({
    queryKey: ['corrections', 'items', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<CorrectionPage>('/api/corrections', { ...query }, signal),
  });
}

export function useExchanges(page: number, size: number) {
  return useQuery({
    queryKey: ['exchanges', page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<Exchange>>('/api/exchanges', { page, size }, signal),
  });
}

function useFollow() {
  const cache = useQueryClient();
  return () => Promise.all(['corrections', 'exchanges'].map((key) => cache.invalidateQueries({ queryKey: [key] })));
}

/** Makes a department's list and hands it to the browser; it is kept nowhere else. */
export function useMakeList() {
  const follow = useFollow();
  return useMutation({
    mutationFn: async ({ source, reason }: { source: string; reason: string }) => {
      const { file, headers } = await fetchFile('/api/exchanges', { source, reason });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `corrections-${source}-${headers.get('x-linli-exchange') ?? ''}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
    onSuccess: follow,
  });
}

export interface Answer { item: string; answer: 'accepted' | 'refused'; reason: string }

export function useAnswers() {
  const follow = useFollow();
  return useMutation({ mutationFn: (answers: Answer[]) => write<{ answered: number }>('POST', '/api/corrections/answers', { answers }), onSuccess: follow });
}

export function useReceipt(number: number) {
  const follow = useFollow();
  return useMutation({
    mutationFn: (given: { digest: string; received_by: string }) => write<Exchange>('POST', `/api/exchanges/${number}/receipt`, given),
    onSuccess: follow,
  });
}
