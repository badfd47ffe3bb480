import type { Problem } from './types';

/** An answer of the server that is not a success; status 0 when there was none. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly problem: Partial<Problem> = {}) {
    super(problem.title ?? `status ${status}`);
    this.name = 'ApiError';
  }
}
