import { ApiError } from '@linli/kit/client';
import { useState } from 'react';

/**
 * The version that a form was opened on, which goes with what it sends: what somebody did meanwhile is not passed over.
 * Whoever is told of that by `error` sees how it stands now, and sends the version that is shown.
 */
export function useOpened(version: number, error: unknown): number {
  const [opened] = useState(version);
  return error instanceof ApiError && error.status === 409 ? version : opened;
}
