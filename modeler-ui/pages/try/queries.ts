/** What trying a draft asks the server: the same rehearsal from its beginning, each time with one act more or less. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Rehearsal = Schemas['Rehearsal'];
export type Act = Schemas['RehearsalAct'];
export type Setup = Schemas['RehearsalSetup'];
export type TriedTask = Rehearsal['tasks'][number];

export const draftXml = (id: string, revision: number) =>
  queryOptions({
    queryKey: ['rehearsed-draft', id, revision],
    queryFn: async ({ signal }) => (await call('GET /api/v1/drafts/{id}', { params: { id }, signal })).xml,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: revision > 0,
  });

/**
 * Nothing is kept for later: each act is played on the draft as it is at that moment. When it began is no part of the key; the first
 * answer tells it, and that answer stays.
 */
export const rehearsalQuery = (id: string, setup: Setup, acts: readonly Act[]) =>
  queryOptions({
    queryKey: ['rehearsal', id, { ...setup, beginAt: null }, acts],
    queryFn: ({ signal }) => call('POST /api/v1/drafts/{id}/rehearsal', { params: { id }, body: { setup, acts }, signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
