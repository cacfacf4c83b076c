import { QueryClient } from '@tanstack/react-query';
import { asFailure } from './problem';

/**
 * All that was read from the services. Nothing is read again behind the user's back, so that nothing moves under their
 * hand; only what failed for a while is asked for again.
 */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (tries, error) => asFailure(error).isTemporary && tries < 2,
      refetchInterval: (query) => (query.state.error && asFailure(query.state.error).isTemporary ? 5_000 : false),
    },
    // The same key is sent again, so a command whose answer was lost is carried out once.
    mutations: { retry: (tries, error) => asFailure(error).isTemporary && tries < 2 },
  },
});
