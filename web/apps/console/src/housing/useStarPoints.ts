import { type HousingBuildings, read } from '@linli/kit/client';
import type { StarPoint } from '@linli/kit/map';
import { useQuery } from '@tanstack/react-query';

/** Pages of 200 that the map takes at the most: what is beyond is for a smaller area. */
const pages = 10;

/** Buildings of an area with their published stars, and how many there are; those with the most stars first. */
export function useStarPoints(area: string | null, enabled: boolean) {
  return useQuery({
    queryKey: ['housing', 'stars', area],
    enabled,
    queryFn: async ({ signal }): Promise<{ points: StarPoint[]; more: boolean }> => {
      const points: StarPoint[] = [];
      for (let page = 1; page <= pages; page += 1) {
        const { rows, total, size } = await read<HousingBuildings>('/api/housing/buildings', { area, sort: '-stars', page, size: 200 }, signal);
        for (const { id, stars, point } of rows) if (stars !== null && point) points.push({ id, stars, point });
        const over = rows.some(({ stars }) => stars === null) || page * size >= total;
        if (over) return { points, more: false };
      }
      return { points, more: true };
    },
  });
}
