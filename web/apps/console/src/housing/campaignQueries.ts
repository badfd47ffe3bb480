import { type CampaignDetail, type CampaignMap, type CampaignPage, type CampaignPreview, type CampaignTargetPage, read } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useWrite } from './queries';

type Query = Record<string, string | number | boolean | null | undefined>;

/** What a list is drawn by, as the form gives it. */
export interface Conditions {
  area?: string | null; of?: string; tier?: string | null; stars_at_most?: number | null; hazard?: string | null; days?: number | null;
  building_use?: string | null; unit_use?: string | null;
}

export function useCampaigns(query: Query) {
  return useQuery({ queryKey: ['housing', 'campaigns', query], placeholderData: keepPreviousData, queryFn: ({ signal }) => read<CampaignPage>('/api/housing/campaigns', query, signal) });
}

/** How many a query finds now, and the first of them. */
export function useCampaignPreview(query: Conditions) {
  return useQuery({ queryKey: ['housing', 'campaigns', 'preview', query], placeholderData: keepPreviousData, queryFn: ({ signal }) => read<CampaignPreview>('/api/housing/campaigns/preview', { ...query }, signal) });
}

export function useCampaign(id: string) {
  return useQuery({ queryKey: ['housing', 'campaign', id], queryFn: ({ signal }) => read<CampaignDetail>(`/api/housing/campaigns/${id}`, {}, signal) });
}

export function useCampaignTargets(id: string, query: Query) {
  return useQuery({ queryKey: ['housing', 'campaign', id, 'targets', query], placeholderData: keepPreviousData, queryFn: ({ signal }) => read<CampaignTargetPage>(`/api/housing/campaigns/${id}/targets`, query, signal) });
}

export function useCampaignMap(id: string) {
  return useQuery({ queryKey: ['housing', 'campaign', id, 'map'], queryFn: ({ signal }) => read<CampaignMap>(`/api/housing/campaigns/${id}/map`, {}, signal) });
}

export const useBeginCampaign = () => useWrite<{ title: string; purpose: string; until?: string; query: Conditions }, CampaignDetail>('/api/housing/campaigns');
export const useAssign = (id: string) => useWrite<{ area?: string; targets?: string[]; inspector?: string; office?: string }, CampaignDetail>(`/api/housing/campaigns/${id}/assignments`);
export const useCloseCampaign = (id: string) => useWrite<{ report: string }, CampaignDetail>(`/api/housing/campaigns/${id}/close`);
export const useBarTarget = (id: string, target: string) => useWrite<{ bar?: string }, undefined>(`/api/housing/campaigns/${id}/targets/${target}/entry`);
