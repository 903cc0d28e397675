/** What the bell asks the server. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';

export type Notice = Schemas['Notice'];

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => call('GET /api/v1/me/notices', { signal }),
  staleTime: 30_000,
});

export function readNotices(ids: readonly string[] | 'all') {
  return call('POST /api/v1/me/notices/read', { body: { ids } });
}
