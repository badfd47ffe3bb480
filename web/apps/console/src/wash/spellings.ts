import { read, type WashSpellings, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** What the wash learned of a building, or of the building of a unit. */
export function useSpellings(place: string) {
  return useQuery({
    queryKey: ['spellings', place],
    queryFn: ({ signal }) => read<WashSpellings>('/api/wash/spellings', { place }, signal),
  });
}

/** Teaches a spelling and withdraws one; what is shown of the building is read again after each. */
export function useTeaching() {
  const client = useQueryClient();
  const again = () => Promise.all(['spellings', 'building', 'unit'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const teach = useMutation({
    mutationFn: (told: { line: string; place: string; source: string }) => write<WashSpellings>('POST', '/api/wash/spellings', told),
    onSuccess: again,
  });
  const withdraw = useMutation({
    mutationFn: ({ id, source }: { id: string; source: string }) => write<WashSpellings>('POST', `/api/wash/spellings/${id}/withdraw`, { source }),
    onSuccess: again,
  });
  return { teach, withdraw };
}
