import { type CatalogueDraft, type CatalogueFiles, read, type RoutingRules, type RoutingTried, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const draftKey = ['case-catalogue', 'draft'];
const rulesKey = ['case-catalogue', 'routing'];

/** The draft of the next catalogue; it is loaded anew where somebody asks for it, so that nobody's writing is overwritten. */
export function useDraft() {
  return useQuery<CatalogueDraft>({
    queryKey: draftKey, staleTime: Infinity, refetchOnWindowFocus: false, queryFn: ({ signal }) => read('/api/cases/catalogue/draft', {}, signal),
  });
}

function useDraftWrite<T>(send: (told: T) => Promise<CatalogueDraft>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: (now) => client.setQueryData(draftKey, now) });
}

export function useSaveDraft() {
  return useDraftWrite((told: { seen: number; files: CatalogueFiles }) => write<CatalogueDraft>('PUT', '/api/cases/catalogue/draft', told));
}

export function useDropDraft() {
  return useDraftWrite((told: { seen: number }) => write<CatalogueDraft>('POST', '/api/cases/catalogue/draft/drop', told));
}

export function usePublishDraft() {
  const client = useQueryClient();
  return useDraftWrite(async (told: { seen: number; holds_from: string; reason: string }) => {
    const now = await write<CatalogueDraft>('POST', '/api/cases/catalogue/draft/publish', told);
    // The catalogue that other pages choose from may stand no longer.
    await client.invalidateQueries({ queryKey: ['case-catalogue'], exact: true });
    return now;
  });
}

/** A place's own rules of routing. */
export function useRules() {
  return useQuery<RoutingRules>({ queryKey: rulesKey, queryFn: ({ signal }) => read('/api/cases/routing', {}, signal) });
}

/** A rule as the server takes it. */
export interface RuleTold { area: string; of: string; hours: string; office: string; co_offices: string[]; reason: string }

export function useSetRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: RuleTold) => write<RoutingRules>('POST', '/api/cases/routing', rule),
    onSuccess: (now) => client.setQueryData(rulesKey, now),
  });
}

export function useEndRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => write<RoutingRules>('POST', `/api/cases/routing/${id}/end`, { reason }),
    onSuccess: (now) => client.setQueryData(rulesKey, now),
  });
}

/** What would be reported, with a rule that is not set yet or one that would end. */
export interface Trial { subclass: string; area: string; at: string | null; rule: RuleTold | null; ended: string | null }

/** Where something would go, before and after. Nothing is written. */
export function useTrial(trial: Trial | null) {
  return useQuery<RoutingTried>({
    queryKey: [...rulesKey, 'try', trial],
    enabled: trial !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => write('POST', '/api/cases/routing/try', trial, signal),
  });
}
