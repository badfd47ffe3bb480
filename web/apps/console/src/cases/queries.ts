import {
  type Begun, type CaseCatalogue, type CaseDetail, type CaseFile, type CaseMap, type CasePage, type CaseReporter, type Inbox, type CaseLead, type LeadPrecision, read, readFile, send, type Whither, write,
} from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useDeed } from '../page/useDeed';

/** What the list of cases is asked for. */
export type CaseQuery = Record<string, string | number | boolean | null | undefined>;

export function useCases(query: CaseQuery) {
  return useQuery({
    queryKey: ['cases', 'list', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<CasePage>('/api/cases', query, signal),
  });
}

/** Open cases with a place, the newest 500 at the most; read again with every change of a case. */
export function useCaseMap(query: CaseQuery) {
  return useQuery({
    queryKey: ['cases', 'map', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<CaseMap>('/api/cases/map', query, signal),
  });
}

export function useCase(id: string) {
  return useQuery({ queryKey: ['cases', 'one', id], queryFn: ({ signal }) => read<CaseDetail>(`/api/cases/${id}`, {}, signal) });
}

export function useInbox(area: string | null, enabled = true) {
  return useQuery({
    queryKey: ['cases', 'inbox', area],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Inbox>('/api/cases/inbox', { area }, signal),
  });
}

/** The catalogue of what may be reported; it changes with a release. */
export function useCatalogue() {
  return useQuery({ queryKey: ['case-catalogue'], staleTime: Infinity, queryFn: ({ signal }) => read<CaseCatalogue>('/api/cases/catalogue', {}, signal) });
}

/** Where a report would go, and who there could take it. */
export function useWhither(subclass: string | undefined, area: string | null, office?: string) {
  return useQuery({
    queryKey: ['cases', 'whither', subclass, area, office],
    enabled: Boolean(subclass),
    queryFn: ({ signal }) => read<Whither>('/api/cases/whither', { subclass, area, office }, signal),
  });
}

export function useLeads(area: string | null) {
  return useQuery({
    queryKey: ['cases', 'leads', area],
    queryFn: ({ signal }) => read<{ rows: CaseLead[]; next: number | null }>('/api/cases/leads', { area, size: 50 }, signal),
  });
}

/** How often leads from meters were sent on, by kind. */
export function useLeadPrecision() {
  return useQuery({ queryKey: ['cases', 'precision'], queryFn: ({ signal }) => read<LeadPrecision[]>('/api/cases/leads/precision', {}, signal) });
}

/** Something done to a case, as the server takes it; `seen` is the version that whoever does it looked at. */
export interface Act { deed: Record<string, unknown>; seen: number; words?: string; lon?: number; lat?: number }

/** Does something to a case. The id is made here, so that what is sent twice is done once. */
export function useAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => write<CaseDetail>('POST', `/api/cases/${id}/actions`, { id: crypto.randomUUID(), ...act }),
    onSuccess: (now) => client.setQueryData(['cases', 'one', id], now),
    onSettled: () => client.invalidateQueries({ queryKey: ['cases'] }),
  });
}

/** Sends a photo; the action that names it comes after. */
export async function sendPhoto(file: File): Promise<CaseFile> {
  const form = new FormData();
  form.append('file', file);
  return send<CaseFile>('/api/cases/files', form);
}

/** Who reported: read on the reader's wish alone, each time with its line on the log. */
export function useReporter(id: string) {
  return useMutation({ mutationFn: () => read<CaseReporter>(`/api/cases/${id}/reporter`) });
}

export function useVoice(id: string) {
  return useMutation({ mutationFn: () => readFile(`/api/cases/${id}/voice`) });
}

/** Begins a case. A lead that was sent on leaves the list, and its form with it. */
export function useReport(done?: (begun: Begun) => void) {
  return useDeed((told: Record<string, unknown>) => write<Begun>('POST', '/api/cases', { id: crypto.randomUUID(), ...told }), ['cases'], done);
}

export function useSetAside() {
  return useDeed(({ id, reason }: { id: string; reason: string }) => write<undefined>('POST', `/api/cases/leads/${id}/set_aside`, { reason }), ['cases']);
}

/**
 * Follows the changes of cases while a page shows them; the browser goes on after the last one it saw. What changes when no
 * page does is not heard, nor what changed right before: whatever is shown again is asked for again.
 */
export function useLiveCases() {
  const client = useQueryClient();
  useEffect(() => {
    const events = new EventSource('/api/cases/stream');
    let waiting: ReturnType<typeof setTimeout> | undefined;
    // A burst of changes is one look.
    const changed = () => { waiting ??= setTimeout(() => { waiting = undefined; void client.invalidateQueries({ queryKey: ['cases'] }); }, 400); };
    for (const deed of live) events.addEventListener(`case.${deed}`, changed);
    return () => {
      events.close();
      clearTimeout(waiting);
      void client.invalidateQueries({ queryKey: ['cases'], refetchType: 'none' });
    };
  }, [client]);
}

const live = [
  'report', 'accept', 'assign', 'claim', 'start', 'contact', 'wait', 'resume', 'transfer', 'refuse', 'join', 'leave', 'evidence', 'visit', 'note', 'resolve',
  'offer', 'take', 'decline', 'lapse', 'nobody_near', 'confirm', 'object', 'reopen', 'recheck', 'reclassify', 'merge', 'rearm', 'split', 'warn', 'recompute',
];
