import { useTexts } from '@linli/kit/texts';
import { type ErrorText, errorTextOf } from './errorText';

/** Says an error in the reader's language, and what to do about it. */
export function useErrorText(): (error: unknown) => ErrorText {
  const { t } = useTexts();
  return (error) => errorTextOf(error, t);
}
