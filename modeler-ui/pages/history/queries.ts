/** What the history reads; it does nothing. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type History = Schemas['CaseHistory'];
export type Entry = Schemas['TimelineEntry'];
export type Step = Schemas['HistoryStep'];

/** Read once for each visit: each reading is one row of the access log. */
export const historyQuery = (number: string) =>
  queryOptions({
    queryKey: ['history', number],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/history', { params: { number }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** A published version never changes. */
export const xmlQuery = (processId: string, version: number) =>
  queryOptions({
    queryKey: ['model-xml', processId, version],
    queryFn: ({ signal }) => call('GET /api/v1/models/{processId}/{version}/xml', { params: { processId, version }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const verifyCase = (number: string) => call('GET /api/v1/cases/{number}/verify', { params: { number } });

/** What codes mean, as the published forms say it. */
export const formWordsQuery = queryOptions({
  queryKey: ['form-words'],
  queryFn: ({ signal }) => call('GET /api/v1/words', { signal }),
  staleTime: 10 * 60_000,
});
