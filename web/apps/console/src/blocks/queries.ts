import { type AreaBlock, type Organisation, type OrganisationRow, type Page, read, type UnitBlock } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ListQuery } from '../page/useList';
import type { Ground } from './ground';

/** A unit's block, on a stated ground. Each look is on the log, so it is not repeated without need. */
export function useUnitBlock(id: string, ground: Ground | null) {
  const { lang } = useTexts();
  return useQuery({
    queryKey: ['block', id, ground, lang],
    enabled: ground !== null,
    staleTime: 5 * 60_000,
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<UnitBlock>(`/api/blocks/units/${id}`, ground ? { purpose: ground.purpose, [ground.basis]: ground.text } : {}, signal),
  });
}

export function useOrganisations({ q, page, size }: ListQuery) {
  return useQuery({
    queryKey: ['organisations', q, page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<OrganisationRow>>('/api/blocks/organisations', { q, page, size }, signal),
  });
}

export function useOrganisation(id: string) {
  const { lang } = useTexts();
  return useQuery({
    queryKey: ['organisation', id, lang],
    placeholderData: keepPreviousData,
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
