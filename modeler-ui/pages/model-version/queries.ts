/** What is read of published versions. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Model = Schemas['Model'];

/** Newest first. */
export const modelsQuery = (processId: string) =>
  queryOptions({
    queryKey: ['models', processId],
    queryFn: ({ signal }) => call('GET /api/v1/models', { query: { processId }, signal }),
  });

export const elementsQuery = (processId: string, version: number) =>
  queryOptions({
    queryKey: ['model-elements', processId, version],
    queryFn: ({ signal }) => call('GET /api/v1/models/{processId}/{version}/elements', { params: { processId, version }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
