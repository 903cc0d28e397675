/** What the administrator sees of systems, and the one thing to do: try a failed step again. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';

const LOOK_EVERY_MS = 10_000;

export const ledgerQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: ({ signal }) => call('GET /api/v1/systems', { signal }),
  refetchInterval: LOOK_EVERY_MS,
});

/** Read when it is opened and after a retry: each reading is a row of the access log. */
export const failedStepsQuery = queryOptions({
  queryKey: ['failed-steps'],
  queryFn: ({ signal }) => call('GET /api/v1/failed-steps', { query: { limit: 200 }, signal }),
  refetchOnWindowFocus: false,
});

export const retryStep = (key: string) => call('POST /api/v1/failed-steps/{key}/retry', { params: { key } });
