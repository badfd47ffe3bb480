import { ApiError } from '@linli/kit/client';
import type { Key, Texts } from '@linli/kit/texts';

/** An error as the reader is told of it. */
export interface ErrorText { title: string; action: string; detail: string | undefined }

/** Answers that the console says in words of its own. */
const own = [0, 400, 401, 403, 404, 413, 429, 500, 503];

/** Whose words stand in for an answer that has none of its own. */
function nearest(status: number): number {
  if (own.includes(status) || status === 409) return status;
  if (status === 502 || status === 504) return 503;
  return status >= 400 && status < 500 ? 400 : 500;
}

/**
 * Says an error. What the console has no words for is said in the server's,
 * which are in the reader's language already; a refusal is never told as a
 * fault of the server.
 */
export function errorTextOf(error: unknown, t: Texts['t']): ErrorText {
  const { status, problem } = error instanceof ApiError ? error : { status: 500, problem: {} as ApiError['problem'] };
  const words = nearest(status);
  const title = t(`state.error.${words}` as Key);
  return {
    title: own.includes(status) ? title : problem.title ?? title,
    action: problem.action ?? t(`state.error.${words}.do` as Key),
    detail: problem.detail,
  };
}
