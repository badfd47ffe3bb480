import { read, type RegisterDeed, type RegisterEditDone, type RegisterEditPreview, type RegisterEdits, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** What was done to a building and its units by hand, and whether the reader may. */
export function useEdits(building: string) {
  return useQuery({
    queryKey: ['register-edits', building],
    queryFn: ({ signal }) => read<RegisterEdits>(`/api/buildings/${building}/edits`, {}, signal),
  });
}

/** What would follow from a deed. The id of the edit is made here, so that what is sent twice is done once. */
export function useLook() {
  return useMutation({
    mutationFn: async (deed: RegisterDeed) => ({
      id: crypto.randomUUID() as string, deed, preview: await write<RegisterEditPreview>('POST', '/api/register/edits/preview', { deed }),
    }),
  });
}

/**
 * Does a deed; what is shown of the place is read again after it. `done` is told first: a place that is read again may no
 * longer offer the form that asked, and what a form wished for itself is lost when it goes.
 */
export function useEdit(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sent: { id: string; seen: number; deed: RegisterDeed; reason: string }) => write<RegisterEditDone>('POST', '/api/register/edits', sent),
    onSuccess: done,
    onSettled: () => Promise.all(['register-edits', 'building', 'unit', 'rooms', 'units', 'buildings', 'spellings'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
