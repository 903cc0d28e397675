/** Case types as their owner sees them, and the ways to begin a draft. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type CaseType = Schemas['CaseType'];
export type Beginning = Schemas['DraftBeginning'];

export const caseTypesQuery = queryOptions({
  queryKey: ['case-types'],
  queryFn: ({ signal }) => call('GET /api/v1/case-types', { signal }),
});

export const beginDraft = (body: Beginning) => call('POST /api/v1/drafts', { body });
export const discardDraft = (id: string) => call('DELETE /api/v1/drafts/{id}', { params: { id } });
