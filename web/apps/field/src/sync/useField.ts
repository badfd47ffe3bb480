import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Field, View } from './Field';

export const FieldContext = createContext<Field | null>(null);

/** The app and what it shows now. */
export function useField(): View & { field: Field } {
  const field = useContext(FieldContext);
  if (!field) throw new Error('useField needs a FieldContext above it');
  const view = useSyncExternalStore(field.subscribe, field.current);
  return { ...view, field };
}
