import { TextsProvider } from '@linli/kit/texts';
import { Shell } from './page/Shell';
import type { Field } from './sync/Field';
import { FieldContext } from './sync/useField';

/** The field app. */
export function App({ field }: { field: Field }) {
  return <FieldContext.Provider value={field}><TextsProvider><Shell /></TextsProvider></FieldContext.Provider>;
}
