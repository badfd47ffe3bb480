import { type WashRow, write } from '@linli/kit/client';
import { useMutation } from '@tanstack/react-query';

/** The most lines that are washed as one request. */
export const mostLines = 1000;

export function useWash() {
  return useMutation({ mutationFn: (lines: string[]) => write<WashRow[]>('POST', '/api/wash', { lines }) });
}
