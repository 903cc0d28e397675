/** What samples read and do. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Sample = Schemas['SampleWithCases'];
export type DrawnCase = Sample['drawn'][number];
export type Result = Schemas['SampleResult']['result'];

export const samplesQuery = queryOptions({
  queryKey: ['samples'],
  queryFn: ({ signal }) => call('GET /api/v1/samples', { signal }),
});

/** Each reading is a row of the access log: it is read when it is opened and after one's own acts. */
export const sampleQuery = (id: string) =>
  queryOptions({
    queryKey: ['sample', id],
    queryFn: ({ signal }) => call('GET /api/v1/samples/{id}', { params: { id }, signal }),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });

export const drawSample = (body: Schemas['SampleDraw']) => call('POST /api/v1/samples', { body });
export const closeSample = (id: string, conclusion: string) =>
  call('POST /api/v1/samples/{id}/close', { params: { id }, body: { conclusion } });
export const exportSample = (id: string) => call('POST /api/v1/samples/{id}/export', { params: { id } });

export interface Found {
  readonly place: number;
  readonly point: number;
  readonly result: Result;
  readonly note: string;
}

export const noteResult = (id: string, { place, point, result, note }: Found) =>
  call('PUT /api/v1/samples/{id}/cases/{place}/points/{point}', { params: { id, place, point }, body: { result, note } });
