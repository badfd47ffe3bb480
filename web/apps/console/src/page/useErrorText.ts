import { ApiError } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';

const known = [0, 400, 401, 403, 404, 413, 429, 503];

/** Says an error in the reader's language, and what to do about it. */
export function useErrorText() {
  const { t } = useTexts();
  return (error: unknown): { title: string; action: string; detail: string | undefined } => {
    const status = error instanceof ApiError ? error.status : 500;
    const own = known.includes(status) ? status : status === 422 ? 400 : 500;
    const problem = error instanceof ApiError ? error.problem : {};
    return { title: t(`state.error.${own}` as Key), action: problem.action ?? t(`state.error.${own}.do` as Key), detail: problem.detail };
  };
}
