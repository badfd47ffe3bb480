import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** Words as the choices of a filter or a form. */
export function useWords() {
  const { say } = useTexts();
  return (words: Word[] | undefined, only?: string[]) => (words ?? [])
    .filter(({ name }) => !only || only.includes(name))
    .map(({ name, label }) => ({ value: name, label: say(label) }));
}
