/** Questions as the pages read them: those of the person under `tasks`, which live updates read anew, those of a case under its number. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';

export type Question = Schemas['Question'];

/** A department that is asked about a case that it may not read hears no live news of it. */
const LOOK_AGAIN_MS = 30_000;

export const questionsQuery = queryOptions({
  refetchInterval: LOOK_AGAIN_MS,
  queryKey: ['tasks', 'questions'],
  queryFn: ({ signal }) => call('GET /api/v1/questions', { signal }),
});

export const caseQuestionsQuery = (number: string) =>
  queryOptions({
    queryKey: ['case-questions', number],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/questions', { params: { number }, signal }),
  });

export const askColleague = (number: string, body: Schemas['NewQuestion']) =>
  call('POST /api/v1/cases/{number}/questions', { params: { number }, body });
export const answerQuestion = (id: string, answer: string) =>
  call('POST /api/v1/questions/{id}/answer', { params: { id }, body: { answer } });
export const withdrawQuestion = (id: string) => call('POST /api/v1/questions/{id}/withdraw', { params: { id } });
export const seeQuestion = (id: string) => call('POST /api/v1/questions/{id}/seen', { params: { id } });
