/** What is read of running cases: numbers and places, nothing of what is in them. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Place = Schemas['RunningPlaces'][number];
export const ONLY = ['late', 'stuck', 'failed'] as const;
export type Only = (typeof ONLY)[number];

export const STUCK_CHOICES = [3, 7, 14, 30] as const;
const USUAL_STUCK_DAYS = 7;

export const runningQuery = (stuckDays: number) =>
  queryOptions({
    queryKey: ['running', stuckDays],
    queryFn: ({ signal }) => call('GET /api/v1/running', { query: { stuckDays }, signal }),
  });

export interface OfVersion {
  readonly processId: string;
  readonly version: number;
}

export const placesQuery = (params: OfVersion, stuckDays: number) =>
  queryOptions({
    queryKey: ['running', 'places', params.processId, params.version, stuckDays],
    queryFn: ({ signal }) => call('GET /api/v1/running/{processId}/{version}/places', { params, query: { stuckDays }, signal }),
  });

export interface Where {
  readonly process: string | null;
  readonly element: string | null;
  readonly only: Only | null;
}

export const casesQuery = (params: OfVersion, { process, element, only }: Where, stuckDays: number) =>
  queryOptions({
    queryKey: ['running', 'cases', params.processId, params.version, process, element, only, stuckDays],
    queryFn: ({ signal }) =>
      call('GET /api/v1/running/{processId}/{version}/cases', {
        params,
        query: {
          stuckDays,
          ...(process === null ? {} : { process }),
          ...(element === null ? {} : { element }),
          ...(only === null ? {} : { only }),
        },
        signal,
      }),
  });

/** The address says from how many days on a case stands still. */
export function readStuckDays(search: URLSearchParams): number {
  return STUCK_CHOICES.find((days) => String(days) === search.get('stuck')) ?? USUAL_STUCK_DAYS;
}
