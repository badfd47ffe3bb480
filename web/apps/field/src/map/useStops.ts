import { useMemo } from 'react';
import { useField } from '../sync/useField';
import { type Stop, stopsOf } from './stops';

/** Today's tasks in their order. */
export function useStops(): Stop[] {
  const { round, cases, micro, entries } = useField();
  return useMemo(() => stopsOf({ round, cases, micro, entries }), [round, cases, micro, entries]);
}
