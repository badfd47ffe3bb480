import {
  type AreaBlock, type BuildingBlock, type EventBlock, type OrganisationBlock, type OrganisationRow, type Page, type PeopleCounts, read, type RelationTypeRow, type RoomBlock, type UnitBlock, write,
} from '@linli/kit/client';
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

/** What is known of a building as a whole; its people only on a stated ground, as with a unit. */
export function useBuildingBlock(id: string, ground: Ground | null) {
  return useQuery({
    queryKey: ['building block', id, ground],
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<BuildingBlock>(`/api/blocks/buildings/${id}`, ground ? { purpose: ground.purpose, [ground.basis]: ground.text } : {}, signal),
  });
}

/** A building's rooms with their organisations and events. */
export function useBuildingRooms(id: string) {
  return useQuery({
    queryKey: ['building rooms', id],
    queryFn: ({ signal }) => read<RoomBlock[]>(`/api/blocks/buildings/${id}/rooms`, {}, signal),
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

/** Organisations of an area; of the whole installation where none is given. */
export function useOrganisations({ area, q, page, size }: Pick<ListQuery, 'area' | 'q' | 'page' | 'size'>) {
  return useQuery({
    queryKey: ['organisations', area, q, page, size],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<Page<OrganisationRow>>('/api/blocks/organisations', { area, q, page, size }, signal),
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

/** How many people live in an area, through the disclosure gate. */
export function useAreaPeople(id: string, by: string) {
  return useQuery({
    queryKey: ['area people', id, by],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<PeopleCounts>(`/api/blocks/areas/${id}/people`, { by }, signal),
  });
}

export function useEvent(place: string, id: string) {
  return useQuery({ queryKey: ['event', place, id], queryFn: ({ signal }) => read<EventBlock>(`/api/blocks/events/${place}/${id}`, {}, signal) });
}

export function useRelationTypes() {
  return useQuery({ queryKey: ['relation types'], staleTime: Infinity, queryFn: ({ signal }) => read<RelationTypeRow[]>('/api/blocks/relation-types', {}, signal) });
}
