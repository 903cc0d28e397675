/** Who works here and in which units, as several pages read them: each is asked for once, whatever a page makes of it. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => call('GET /api/v1/people', { signal }),
  staleTime: 5 * 60_000,
});

/** Names by login. */
export const peopleNamesQuery = queryOptions({
  ...peopleQuery,
  select: (people) => new Map(people.map(({ login, name }) => [login, name])),
});

export const unitsQuery = queryOptions({
  queryKey: ['units', 'all'],
  queryFn: ({ signal }) => call('GET /api/v1/units', { signal }),
  staleTime: 10 * 60_000,
});

/** Those that a case can be with. */
export const departmentsQuery = queryOptions({
  ...unitsQuery,
  select: (units) => units.filter(({ kind, active }) => kind === 'department' && active),
});
