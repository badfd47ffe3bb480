import { type AreaBlock, type OrganisationBlock, type OrganisationRow, type Page, read, type UnitBlock, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { ListQuery } from '../page/useList';
import type { MaskedValue } from './attributes';
import type { Ground } from './ground';

/** A unit's block; its people only on a stated ground. Each such look is on the log, so it is not repeated without need. */
export function useUnitBlock(id: string, ground: Ground | null) {
  return useQuery({
    queryKey: ['block', id, ground],
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<UnitBlock>(`/api/blocks/units/${id}`, ground ? { purpose: ground.purpose, [ground.basis]: ground.text } : {}, signal),
  });
}

/** One value in full, on its own ground. It is kept nowhere but on the page. */
export function useUnmask(unit: string, person: string, masked: MaskedValue) {
  return useMutation({
    mutationFn: (ground: Ground) => write<{ field: string; value: string }>('POST', `/api/blocks/units/${unit}/people/${person}/unmask`, {
      ...masked, purpose: ground.purpose, [ground.basis]: ground.text,
    }),
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
  return useQuery({
    queryKey: ['organisation', id],
    queryFn: ({ signal }) => read<OrganisationBlock>(`/api/blocks/organisations/${id}`, {}, signal),
  });
}

export function useAreaBlock(id: string | null) {
  return useQuery({
    queryKey: ['area block', id],
    enabled: id !== null,
    queryFn: ({ signal }) => read<AreaBlock>(`/api/blocks/areas/${id}`, {}, signal),
  });
}
