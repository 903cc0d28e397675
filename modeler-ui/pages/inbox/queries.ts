/** What the inbox reads and does. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type InboxItem = Schemas['InboxItem'];
export const STATES = ['open', 'settled'] as const;
export type InboxState = (typeof STATES)[number];

/** What comes from elsewhere makes no event. */
const LOOK_AGAIN_MS = 10_000;

export const inboxQuery = (state: InboxState) =>
  queryOptions({
    queryKey: ['inbox', state],
    queryFn: ({ signal }) => call('GET /api/v1/inbox', { query: { state }, signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export type Match = Schemas['InboxMatch'];
export const matchesQuery = (id: string) =>
  queryOptions({
    queryKey: ['inbox', 'matches', id],
    queryFn: ({ signal }) => call('GET /api/v1/inbox/{id}/matches', { params: { id }, signal }),
  });

export const merge = (id: string, caseNumber: string) => call('POST /api/v1/inbox/{id}/merge', { params: { id }, body: { caseNumber } });
export const adopt = (id: string, caseNumber: string) => call('POST /api/v1/inbox/{id}/adopt', { params: { id }, body: { caseNumber } });
export const ignore = (id: string, reason: string) => call('POST /api/v1/inbox/{id}/ignore', { params: { id }, body: { reason } });
