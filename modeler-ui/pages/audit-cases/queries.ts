/** What the auditor's list reads, takes away and checks. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';
import { type AuditFilters, asked } from './filters.js';

export type CaseRow = Schemas['CaseSummary'];
const PAGE_SIZE = 200;

export const casesQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit-cases', filters.question, filters.version],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/cases', {
        query: { limit: PAGE_SIZE, ...asked(filters), ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

export const caseTypesQuery = queryOptions({
  queryKey: ['models', 'startable'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/models', { signal })).filter(({ startable }) => startable),
  staleTime: 60_000,
});

export const exportCases = (filters: AuditFilters, purpose: string | null) =>
  call('POST /api/v1/case-exports', { body: { filter: asked(filters), purpose } });
