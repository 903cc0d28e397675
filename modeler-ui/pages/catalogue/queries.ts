/** What the owner's catalogue reads and writes. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Change = Schemas['ClassificationChange'];

export const versionsQuery = (code: string) =>
  queryOptions({
    queryKey: ['classification-versions', code],
    queryFn: ({ signal }) => call('GET /api/v1/catalogue/classifications/{code}/versions', { params: { code }, signal }),
  });

export const putClassification = (body: Change) =>
  call('PUT /api/v1/catalogue/classifications/{code}', { params: { code: body.code }, body });
