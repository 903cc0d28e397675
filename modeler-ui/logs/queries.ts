/** Whom a log can be narrowed to. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => call('GET /api/v1/people', { signal }),
  staleTime: 60_000,
});
