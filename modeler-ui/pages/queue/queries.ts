/** What the queue reads and does. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';
import { type QueueFilters, TASK_VIEWS } from './filters.js';

export type Task = Schemas['Task'];

export const PAGE_SIZE = 200;

export const queueQuery = (filters: QueueFilters) =>
  infiniteQueryOptions({
    queryKey: ['tasks', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/tasks', {
        query: {
          limit: PAGE_SIZE,
          ...(filters.view === 'mine' ? { mine: 'true' } : {}),
          ...(filters.view === 'late' ? { late: 'true' } : {}),
          ...(filters.view === 'waiting' ? { waiting: 'true' } : {}),
          ...(filters.isFree ? { unassigned: 'true' } : {}),
          ...(filters.classification === null ? {} : { classification: filters.classification }),
          ...(pageParam === null ? {} : { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.length < PAGE_SIZE ? null : (last.at(-1)?.key ?? null)),
  });

export const countsQuery = queryOptions({
  queryKey: ['tasks', 'counts'],
  queryFn: ({ signal }) => call('GET /api/v1/tasks/counts', { signal }),
});

export { classificationsQuery } from '../../catalogue/classifications.js';

export const takeNext = () => call('POST /api/v1/tasks/next');

export type SavedFilter = Schemas['SavedFilter'];

export const savedFiltersQuery = queryOptions({
  queryKey: ['tasks', 'saved-filters'],
  queryFn: ({ signal }) => call('GET /api/v1/me/filters', { signal }),
});

export const saveFilter = (name: string, { view, isFree, classification }: QueueFilters) =>
  call('POST /api/v1/me/filters', {
    body: { name, view: TASK_VIEWS.find((one) => one === view) ?? 'mine', unassigned: isFree, classification },
  });

export const removeFilter = (id: string) => call('DELETE /api/v1/me/filters/{id}', { params: { id } });
