import { useMemo } from 'react';
import { useField } from '../sync/useField';
import { type Stop, stopsOf } from './stops';

/** Today's tasks in their order. */
export function useStops(): Stop[] {
  const { round, cases, micro, entries, points } = useField();
  return useMemo(() => stopsOf({ round, cases, micro, entries, points }), [round, cases, micro, entries, points]);
}
