import { useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * Does something by `send`; what is kept under the keys `shown` is read again after it. `done` is told first, and also where
 * the form that asked has gone: what is read again may no longer offer it, and what a form wished for itself is lost with it.
 */
export function useDeed<Sent, Back>(send: (sent: Sent) => Promise<Back>, shown: readonly string[], done?: (back: Back) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (back) => done?.(back),
    onSettled: () => Promise.all(shown.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
