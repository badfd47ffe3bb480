import { type AreaBlock, type Organisation, type OrganisationRow, type Page, read, type UnitBlock } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ListQuery } from '../page/useList';

/** A dwelling's block. Each reading is on the log, so it is not repeated without need. */
export function useUnitBlock(id: string) {
  return useQuery({
    queryKey: ['block', id],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => read<UnitBlock>(`/api/blocks/units/${id}`, {}, signal),
  });
}

export function useOrganisations(query: ListQuery) {
  return useQuery({
    queryKey: ['organisations', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<OrganisationRow>>('/api/blocks/organisations', { ...query }, signal),
  });
}

export function useOrganisation(id: string) {
  return useQuery({
    queryKey: ['organisation', id],
    queryFn: ({ signal }) => read<Organisation>(`/api/blocks/organisations/${id}`, {}, signal),
  });
}

export function useAreaBlock(id: string | null) {
  return useQuery({
    queryKey: ['area block', id],
    enabled: id !== null,
    queryFn: ({ signal }) => read<AreaBlock>(`/api/blocks/areas/${id}`, {}, signal),
  });
}
