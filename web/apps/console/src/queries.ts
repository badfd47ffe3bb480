import { ApiError } from '@linli/kit/client';
import { QueryCache, QueryClient } from '@tanstack/react-query';

/** The cache of what was read; a session that ended leads back to the sign-in. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      const ended = error instanceof ApiError && error.status === 401;
      if (ended && query.queryKey[0] !== 'session') queries.setQueryData(['session'], null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});
