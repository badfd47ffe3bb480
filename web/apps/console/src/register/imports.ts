import { read, type RegisterImport, type RegisterImports, send, write } from '@linli/kit/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** While something goes on it is asked for this often, milliseconds. */
const lookEveryMs = 1000;

/** Whether something goes on with a file. */
export const isGoing = ({ state }: RegisterImport) => state === 'checking' || state === 'importing';

/** What was sent to be imported, followed while something goes on. */
export function useImports() {
  return useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => read<RegisterImports>('/api/imports', {}, signal),
    refetchInterval: ({ state }) => (state.status !== 'error' && state.data?.rows.some(isGoing) ? lookEveryMs : false),
  });
}

/** Sends a file with how it is read; the file comes last. */
export function useSendImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, ...said }: { file: File } & Record<string, string | File>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(said)) form.append(name, value);
      form.append('file', file);
      return send<RegisterImport>('/api/imports', form);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}

/** Imports a file that was looked at, or takes it back. */
export function useImportDeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, deed }: { id: string; deed: 'start' | 'cancel' }) => write<RegisterImport>('POST', `/api/imports/${id}/${deed}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}
