import { type Building, type BuildingRow, type Estate, type Page, read, type RoomRow, type Thoroughfare, type Unit, type UnitRow } from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ListQuery } from '../page/useList';

type Filters = ListQuery & { use?: string | null; stage?: string | null };

const list = <T>(name: string) => (filters: Filters, enabled = true) => useQuery({
  queryKey: [name, filters],
  enabled,
  placeholderData: keepPreviousData,
  queryFn: ({ signal }) => read<Page<T>>(`/api/${name}`, { ...filters }, signal),
});

export const useBuildings = list<BuildingRow>('buildings');
export const useUnits = list<UnitRow>('units');
export const useEstates = list<Estate>('estates');
export const useThoroughfares = list<Thoroughfare>('thoroughfares');

export function useBuilding(id: string | null) {
  return useQuery({
    queryKey: ['building', id],
    enabled: id !== null,
    queryFn: ({ signal }) => read<Building>(`/api/buildings/${id}`, {}, signal),
  });
}

export function useRooms(building: string) {
  return useQuery({
    queryKey: ['rooms', building],
    queryFn: ({ signal }) => read<RoomRow[]>(`/api/buildings/${building}/units`, {}, signal),
  });
}

export function useUnit(id: string | null) {
  return useQuery({
    queryKey: ['unit', id],
    enabled: id !== null,
    queryFn: ({ signal }) => read<Unit>(`/api/units/${id}`, {}, signal),
  });
}
