/** What the registers read and do. Their keys begin like those of other lists, so that live updates read them anew. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type DmsFile = Schemas['DmsFile'];
export type DmsDocument = Schemas['DmsDocument'];
export type CrmRecord = Schemas['CrmRecord'];
export type FileState = DmsFile['state'];

interface Filter {
  readonly caseNumber: string | null;
  readonly state: FileState | null;
}

/** What reaches a register by itself makes no event. */
const LOOK_AGAIN_MS = 5_000;

export const filesQuery = ({ caseNumber, state }: Filter) =>
  queryOptions({
    queryKey: ['tasks', 'registers', 'dms', caseNumber, state],
    queryFn: ({ signal }) =>
      call('GET /api/v1/registers/dms', {
        query: { ...(caseNumber === null ? {} : { case: caseNumber }), ...(state === null ? {} : { state }) },
        signal,
      }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export const fileDocumentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['tasks', 'registers', 'dms', 'documents', id],
    queryFn: ({ signal }) => call('GET /api/v1/registers/dms/{id}/documents', { params: { id }, signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export const recordsQuery = (caseNumber: string | null) =>
  queryOptions({
    queryKey: ['tasks', 'registers', 'crm', caseNumber],
    queryFn: ({ signal }) => call('GET /api/v1/registers/crm', { query: caseNumber === null ? {} : { case: caseNumber }, signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export const closeFile = (id: string, result: string) =>
  call('POST /api/v1/registers/dms/{id}/close', { params: { id }, body: { result } });

export const planFile = (id: string, plannedAt: string) =>
  call('POST /api/v1/registers/dms/{id}/plan', { params: { id }, body: { plannedAt } });
