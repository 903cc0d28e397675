/** Residents as the pages find and read them: with a purpose everything, without one only what the person's own open cases allow. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Operations, Schemas } from '../api/schema.js';

export type ResidentWithCases = Schemas['ResidentWithCases'];
export type Purpose = NonNullable<Operations['GET /api/v1/residents/{id}']['query']['purpose']>;

export const residentQuery = (id: string, purpose: Purpose | null) =>
  queryOptions({
    queryKey: ['resident', id, purpose],
    queryFn: ({ signal }) => call('GET /api/v1/residents/{id}', { params: { id }, query: purpose === null ? {} : { purpose }, signal }),
    // Each reading is written to the access log: only what somebody did is.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });

export const residentSearchQuery = (q: string, limit = 8) =>
  queryOptions({
    queryKey: ['residents', q, limit],
    queryFn: ({ signal }) => call('GET /api/v1/residents', { query: { q, limit }, signal }),
    enabled: q.trim().length >= 2,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
