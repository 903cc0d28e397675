/** What the page of outages reads and does. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Outage = Schemas['Outage'];
export type NewOutage = Schemas['NewOutage'];

export const outagesQuery = queryOptions({
  queryKey: ['outages', 'all'],
  queryFn: ({ signal }) => call('GET /api/v1/outages', { signal }),
  staleTime: 30_000,
});

/** `id` null: a new one. */
export const keepOutage = (id: string | null, body: NewOutage) =>
  id === null ? call('POST /api/v1/outages', { body }) : call('PUT /api/v1/outages/{id}', { params: { id }, body });
export const endOutage = (id: string) => call('POST /api/v1/outages/{id}/end', { params: { id } });
