import { read, type RegisterDeed, type RegisterEditDone, type RegisterEditPreview, type RegisterEdits, write } from '@linli/kit/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeed } from '../page/useDeed';

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

/** What is shown of a place, which a deed may change. */
const shown = ['register-edits', 'building', 'unit', 'rooms', 'units', 'buildings', 'spellings'];

/** Does a deed. */
export function useEdit(done: () => void) {
  return useDeed((sent: { id: string; seen: number; deed: RegisterDeed; reason: string }) => write<RegisterEditDone>('POST', '/api/register/edits', sent), shown, done);
}
