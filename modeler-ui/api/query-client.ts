/** The one cache of what the server said. Reading tries again by itself while nobody answers; a refusal is final. */
import { QueryClient } from '@tanstack/react-query';
import { Unreachable } from './problem.js';
import { isReachable, onReachability } from './reachability.js';

const FRESH_MS = 5_000;
const MOST_RETRIES = 2;

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: FRESH_MS,
        refetchOnWindowFocus: true,
        retry: (failures, error) => error instanceof Unreachable && failures < MOST_RETRIES,
        retryDelay: (attempt) => 300 * 2 ** attempt,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  // Whatever failed or changed while nobody answered is read anew.
  onReachability(() => {
    if (isReachable()) void client.invalidateQueries();
  });
  return client;
}
