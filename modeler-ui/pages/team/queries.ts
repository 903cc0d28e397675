/** What the team page reads and does. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Team = Schemas['Team'];
export type TeamPerson = Team['people'][number];
export type Absence = Schemas['Absence'];

/** Of one list; the most urgent come first. */
export const MOST_TASKS = 200;

export const teamQuery = queryOptions({
  queryKey: ['tasks', 'team'],
  queryFn: ({ signal }) => call('GET /api/v1/team', { signal }),
});

/** Open tasks of one person, or those that nobody has; null = nobody. */
export const heldQuery = (holder: string | null) =>
  queryOptions({
    queryKey: ['tasks', 'held', holder],
    queryFn: ({ signal }) =>
      call('GET /api/v1/tasks', {
        query: { limit: MOST_TASKS, ...(holder === null ? { unassigned: 'true' as const } : { assignee: holder }) },
        signal,
      }),
  });

export const addAbsence = (body: Schemas['NewAbsence']) => call('POST /api/v1/absences', { body });
export const removeAbsence = (id: string) => call('DELETE /api/v1/absences/{id}', { params: { id } });
