import { type MicroEventCatalogue, type MicroEventDetail, type MicroEventPage, read, write } from '@linli/kit/client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CaseQuery, sendPhoto } from '../cases/queries';

const path = '/api/cases/micro-events';

export function useMicroEvents(query: CaseQuery) {
  return useQuery({
    queryKey: ['cases', 'micro', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read<MicroEventPage>(path, query, signal),
  });
}

export function useMicroEvent(id: string) {
  return useQuery({ queryKey: ['cases', 'micro', id], queryFn: ({ signal }) => read<MicroEventDetail>(`${path}/${id}`, {}, signal) });
}

/** Kinds of micro-events; they change with a release. */
export function useMicroCatalogue() {
  return useQuery({ queryKey: ['micro-catalogue'], staleTime: Infinity, queryFn: ({ signal }) => read<MicroEventCatalogue>(`${path}/catalogue`, {}, signal) });
}

/** What a form of a deed holds. */
export interface MicroFields { words?: string; photo?: File | null }

/** The deed as the server takes it: to look and find it put right, or not, are two presses. */
export async function microDeed(press: string, photo: File | null | undefined): Promise<Record<string, unknown>> {
  switch (press) {
    case 'fix': return { deed: 'fix', photos: photo ? [(await sendPhoto(photo)).id] : [] };
    case 'verify': return { deed: 'verify', fixed: true };
    case 'reject': return { deed: 'verify', fixed: false };
    default: return { deed: press };
  }
}

/** Does something to a micro-event; its photo is sent first. `action` is the id that the form made: pressed again after an answer was lost, it is done once. */
export function useMicroAct(id: string, action: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ seen, press, fields }: { seen: number; press: string; fields: MicroFields }) => {
      const deed = await microDeed(press, fields.photo);
      return write<MicroEventDetail>('POST', `${path}/${id}/actions`, { id: action, seen, deed, words: fields.words?.trim() ?? '' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['cases'] }),
  });
}
