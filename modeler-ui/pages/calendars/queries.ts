/** What the administrator's pages of calendars read and do. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { askAgainAfter } from '../../api/query-client.js';
import type { Operations, Schemas } from '../../api/schema.js';

export type Calendar = Schemas['Calendar'];
export type CalendarChange = Schemas['CalendarChange'];
export type CalendarDay = Schemas['CalendarDay'];
export type FileEvent = Schemas['CalendarFileEvent'];
export type Hours = CalendarDay['hours'];
export type Count = Operations['GET /api/v1/calendars/{id}/count']['query'];
export type CountPreview = Schemas['CountPreview'];

/** While dates are counted again the list says so, and says when it is done. */
const RECOUNTING_MS = 2_000;

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: ({ signal }) => call('GET /api/v1/calendars', { signal }),
  refetchInterval: ({ state }) =>
    state.data?.some(({ isRecounting }) => isRecounting) === true ? RECOUNTING_MS : askAgainAfter(state.error),
});

export const yearQuery = (id: string, year: number) =>
  queryOptions({
    queryKey: ['calendars', id, 'days', year],
    queryFn: ({ signal }) => call('GET /api/v1/calendars/{id}/days', { params: { id }, query: { year }, signal }),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['calendars', id, 'versions'],
    queryFn: ({ signal }) => call('GET /api/v1/calendars/{id}/versions', { params: { id }, signal }),
  });

export const termsQuery = queryOptions({ queryKey: ['terms'], queryFn: ({ signal }) => call('GET /api/v1/terms', { signal }) });

export const putCalendar = (id: string, body: CalendarChange) => call('PUT /api/v1/calendars/{id}', { params: { id }, body });
export const keepCalendar = (unit: string, calendar: string | null) =>
  call('PUT /api/v1/units/{id}/calendar', { params: { id: unit }, body: { calendar } });
export const countTerm = (id: string, query: Count) => call('GET /api/v1/calendars/{id}/count', { params: { id }, query });
export const previewFile = (id: string, text: string) =>
  call('POST /api/v1/calendars/{id}/file-preview', { params: { id }, body: { text } });
