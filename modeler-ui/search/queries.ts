/** What the search over everything asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';

export type Found = Schemas['Found'];

/** `''`: what was open last. */
export const foundQuery = (typed: string) =>
  queryOptions({
    queryKey: ['search', typed],
    queryFn: ({ signal }) => call('GET /api/v1/search', { query: { q: typed }, signal }),
    placeholderData: keepPreviousData,
    // What was open last changes with every page.
    staleTime: typed === '' ? 0 : 10_000,
  });
