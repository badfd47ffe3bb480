import { type Page, read, type UnitRow, type WashRow, write } from '@linli/kit/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useArea } from '../page/useArea';

/** The most lines that are washed as one request. */
export const mostLines = 1000;

export function useWash() {
  return useMutation({ mutationFn: (lines: string[]) => write<WashRow[]>('POST', '/api/wash', { lines }) });
}

/** A few addresses of the area, to try the wash on. */
export function useSamples(): string[] {
  const area = useArea();
  const rows = useQuery({
    queryKey: ['wash samples', area],
    enabled: area !== null,
    staleTime: Infinity,
    queryFn: ({ signal }) => read<Page<UnitRow>>('/api/units', { area, size: 200 }, signal),
  }).data?.rows ?? [];
  return [0.1, 0.4, 0.7, 0.95].flatMap((share) => {
    const label = rows[Math.floor(share * rows.length)]?.label;
    return label ? [label.zh || label.en] : [];
  });
}
