import { type HousingBuilding, type HousingBuildings, read } from '@linli/kit/client';
import { useQuery } from '@tanstack/react-query';

/** Pages of 200 that the map takes at the most: what is beyond is for a smaller area. */
const pages = 10;

/** What the star map is asked for. */
export interface StarMapQuery { area: string | null; stars: string | null; tier: string | null; overdue: true | null }

/** Buildings of an area that fit, each with its place; those with the most stars first. */
export function useStarMap(query: StarMapQuery) {
  return useQuery({
    queryKey: ['housing', 'star-map', query],
    queryFn: async ({ signal }): Promise<{ rows: HousingBuilding[]; more: boolean }> => {
      const found: HousingBuilding[] = [];
      for (let page = 1; page <= pages; page += 1) {
        const { rows, total, size } = await read<HousingBuildings>('/api/housing/buildings', { ...query, sort: '-stars', page, size: 200 }, signal);
        found.push(...rows.filter(({ point }) => point !== null));
        if (page * size >= total) return { rows: found, more: false };
      }
      return { rows: found, more: true };
    },
  });
}
