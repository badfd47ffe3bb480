import { type AskedAboutMe, type OwnQuestion, type QuestionRow, read, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

function useFollow(key: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [key] });
}

/** Asks about a look at one's own data. */
export function useAsk(look: string) {
  return useMutation({ mutationFn: (words: string) => write<OwnQuestion>('POST', `/api/reads/${look}/question`, { words }), onSuccess: useFollow('reads') });
}

/** Says why one is not content with an answer. */
export function useContest(id: string) {
  return useMutation({ mutationFn: (words: string) => write<undefined>('POST', `/api/reads/questions/${id}/contest`, { words }), onSuccess: useFollow('reads') });
}

/** Questions about looks of one's own. */
export function useAskedAboutMe() {
  return useQuery({ queryKey: ['asked about me'], queryFn: ({ signal }) => read<AskedAboutMe[]>('/api/session/questions', {}, signal) });
}

export function useExplain(id: string) {
  return useMutation({ mutationFn: (words: string) => write<undefined>('POST', `/api/session/questions/${id}/explain`, { words }), onSuccess: useFollow('asked about me') });
}

export function useToldAnswers() {
  return useMutation({ mutationFn: () => write<undefined>('POST', '/api/session/questions/told'), onSuccess: useFollow('asked about me') });
}

/** What people ask, for auditors. A look is on the log: nothing looks again by itself. */
export function useQuestions() {
  return useQuery({ queryKey: ['questions'], staleTime: Infinity, refetchOnWindowFocus: false, queryFn: ({ signal }) => read<QuestionRow[]>('/api/reads/questions', {}, signal) });
}

export function useAnswer(id: string) {
  return useMutation({ mutationFn: (given: { verdict: string; words: string }) => write<undefined>('POST', `/api/reads/questions/${id}/answer`, given), onSuccess: useFollow('questions') });
}
