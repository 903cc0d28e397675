/** The city's catalogue of matters, read once and kept: every desk page searches it while it is typed. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';

export type Classification = Schemas['Classification'];

export const classificationsQuery = queryOptions({
  queryKey: ['classifications'],
  queryFn: ({ signal }) => call('GET /api/v1/catalogue/classifications', { signal }),
  staleTime: 10 * 60_000,
});
