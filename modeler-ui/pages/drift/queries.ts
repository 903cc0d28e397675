/** What people see of differences between cases and other systems, and do about them. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Drift = Schemas['Drift'];
export const STATES = ['open', 'settled'] as const;

const LOOK_EVERY_MS = 10_000;
/** While something waits for its first comparison somebody waits for it. */
const LOOK_SOON_MS = 2_000;

export const driftQuery = (state: (typeof STATES)[number]) =>
  queryOptions({
    queryKey: ['drift', state],
    queryFn: ({ signal }) => call('GET /api/v1/drift', { query: { state }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.systems.some(({ comparedAt }) => comparedAt === null) ? LOOK_SOON_MS : LOOK_EVERY_MS),
  });

export const compareAll = () => call('POST /api/v1/reconciliations', { body: { system: null, caseNumber: null } });
export const compareCase = (caseNumber: string) => call('POST /api/v1/reconciliations', { body: { system: null, caseNumber } });
export const tellOurs = (id: string) => call('POST /api/v1/drift/{id}/tell', { params: { id } });
export const replan = (id: string) => call('POST /api/v1/drift/{id}/replan', { params: { id } });
export const moveBack = (id: string) => call('POST /api/v1/drift/{id}/move-back', { params: { id } });
export const takeOver = (id: string, reason: string) => call('POST /api/v1/drift/{id}/take-over', { params: { id }, body: { reason } });
export const acceptTheirs = (id: string, reason: string) => call('POST /api/v1/drift/{id}/accept', { params: { id }, body: { reason } });
