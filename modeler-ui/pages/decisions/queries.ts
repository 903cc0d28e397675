/** Published forms and decision tables as their owner reads them. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type ModelPart = Schemas['ModelPart'];

export const partsQuery = queryOptions({
  queryKey: ['model-parts'],
  queryFn: ({ signal }) => call('GET /api/v1/model-parts', { signal }),
});

export const partQuery = (kind: ModelPart['kind'], id: string) =>
  queryOptions({
    queryKey: ['model-parts', kind, id],
    queryFn: ({ signal }) => call('GET /api/v1/model-parts/{kind}/{id}', { params: { kind, id }, signal }),
  });
