/** The one cache of what the server said. Reading tries again by itself while nobody answers or the server fails; a refusal is final. */
import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './problem.js';
import { isReachable, onReachability } from './reachability.js';

const FRESH_MS = 5_000;
const MOST_RETRIES = 2;
const FAILED_AGAIN_MS = 5_000;

/** ms until a failed question is asked again, `false` = never; for queries with an interval of their own. */
export function askAgainAfter(error: Error | null): number | false {
  return isTransient(error) ? FAILED_AGAIN_MS : false;
}

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: FRESH_MS,
        refetchOnWindowFocus: true,
        retry: (failures, error) => isTransient(error) && failures < MOST_RETRIES,
        retryDelay: (attempt) => 300 * 2 ** attempt,
        refetchInterval: ({ state }) => askAgainAfter(state.error),
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
