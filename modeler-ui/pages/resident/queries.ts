/** What a resident's page does, and reads beside the resident: those who look like the same person, and what other systems hold. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Consent = Schemas['Consent'];
export type Duplicate = Schemas['LikelyDuplicate'];

export const duplicatesQuery = (id: string) =>
  queryOptions({
    queryKey: ['resident', id, 'duplicates'],
    queryFn: ({ signal }) => call('GET /api/v1/residents/{id}/duplicates', { params: { id }, signal }),
    staleTime: 60_000,
  });

export const recordsQuery = (id: string) =>
  queryOptions({
    queryKey: ['resident', id, 'records'],
    queryFn: ({ signal }) => call('GET /api/v1/residents/{id}/records', { params: { id }, signal }),
    staleTime: 60_000,
  });

export const giveConsent = (id: string, kind: Consent['kind'], how: Consent['how']) =>
  call('PUT /api/v1/residents/{id}/consents/{kind}', { params: { id, kind }, body: { how } });
export const withdrawConsent = (id: string, kind: Consent['kind'], how: Consent['how']) =>
  call('POST /api/v1/residents/{id}/consents/{kind}/withdraw', { params: { id, kind }, body: { how } });
export const addNote = (id: string, text: string) => call('POST /api/v1/residents/{id}/notes', { params: { id }, body: { text } });
export const mendNote = (id: string, note: string, text: string) =>
  call('PUT /api/v1/residents/{id}/notes/{note}', { params: { id, note }, body: { text } });
export const mergeResident = (id: string, other: string) => call('POST /api/v1/residents/{id}/merge/{other}', { params: { id, other } });
export const splitResident = (id: string, merge: string) =>
  call('POST /api/v1/residents/{id}/merges/{merge}/split', { params: { id, merge } });
export const sayDistinct = (id: string, other: string) => call('PUT /api/v1/residents/{id}/distinct/{other}', { params: { id, other } });
