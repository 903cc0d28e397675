/** Cases that live in other systems. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';

export const externalOfCaseQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'external-cases'],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/external-cases', { params: { number }, signal }),
  });

export const externalOfResidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['resident', id, 'external-cases'],
    queryFn: ({ signal }) => call('GET /api/v1/residents/{id}/external-cases', { params: { id }, signal }),
  });

export const externalCasesQuery = (typed: string) =>
  queryOptions({
    queryKey: ['external-cases', typed],
    queryFn: ({ signal }) => call('GET /api/v1/external-cases', { query: { q: typed }, signal }),
  });
