/** What the page of owners reads; it changes with the product alone. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';

export const fieldOwnersQuery = queryOptions({
  queryKey: ['field-owners'],
  queryFn: ({ signal }) => call('GET /api/v1/field-owners', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
