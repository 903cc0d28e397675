/** What a case page reads and does. Everything of one case begins with ['case', number], which live updates read anew. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';
import { loadFeel } from '../../forms/feel.js';
import type { TaskDecision } from './decision.js';

export type Case = Schemas['Case'];
export type Task = Schemas['Task'];
export type TimelineEntry = Schemas['TimelineEntry'];

const MOST_ENTRIES = 1000;

export const caseQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'case'],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}', { params: { number }, signal }),
  });

export const timelineQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'timeline'],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/timeline', { params: { number }, query: { limit: MOST_ENTRIES }, signal }),
  });

export const caseTasksQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'tasks'],
    queryFn: ({ signal }) => call('GET /api/v1/tasks', { query: { case: number }, signal }),
  });

/** A task's form never changes. */
export const formQuery = (taskKey: string) =>
  queryOptions({
    queryKey: ['form', taskKey],
    queryFn: async ({ signal }) => {
      const [{ components }, evaluate] = await Promise.all([
        call('GET /api/v1/tasks/{key}/form', { params: { key: taskKey }, signal }),
        loadFeel(),
      ]);
      return { components, evaluate };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const departmentsQuery = queryOptions({
  queryKey: ['units', 'departments'],
  queryFn: async ({ signal }) =>
    (await call('GET /api/v1/units', { signal })).filter(({ kind, active }) => kind === 'department' && active),
  staleTime: 10 * 60_000,
});

export const approvedAnswerQuery = (classification: string) =>
  queryOptions({
    queryKey: ['classifications'],
    queryFn: ({ signal }) => call('GET /api/v1/catalogue/classifications', { signal }),
    staleTime: 10 * 60_000,
    select: (all) => all.find(({ code }) => code === classification)?.approvedAnswer ?? '',
  });

export const claimTask = (key: string) => call('POST /api/v1/tasks/{key}/claim', { params: { key } });
export const undoDecision = (number: string) => call('DELETE /api/v1/cases/{number}/pending', { params: { number } });

export function decide(key: string, decision: TaskDecision): Promise<Schemas['Decided']> {
  switch (decision.type) {
    case 'hand-on':
      return call('POST /api/v1/tasks/{key}/hand-on', { params: { key }, body: decision.body });
    case 'send-back':
      return call('POST /api/v1/tasks/{key}/send-back', { params: { key }, body: decision.body });
    case 'complete':
      return call('POST /api/v1/tasks/{key}/complete', { params: { key }, body: decision.body });
  }
}
