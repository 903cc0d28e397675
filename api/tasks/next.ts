/**
 * "Biorę następną": claims the most urgent task that the person may work on and nobody has. The engine decides who gets a task, so two
 * people who ask at once never get the same one: whoever comes second goes on to the next. Somebody who clicks twice may get one task.
 */
import { z } from 'zod';
import { Problem, type ProblemCode } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { claim } from './assign.js';
import { freeTasks, showTask } from './list.js';
import { taskFor } from './lookup.js';
import { taskSchema } from './schemas.js';

/** With so many people asking in the same moment the last may be told to try again. */
const AT_ONCE = 20;
const ROUNDS = 3;

const LOST: ReadonlySet<ProblemCode> = new Set([
  'TASK_TAKEN',
  'TASK_ALREADY_COMPLETED',
  'TASK_BEING_CLOSED',
  'TASK_GONE',
  'NOT_ALLOWED',
  'NOT_FOUND',
]);

async function takeNext(exchange: SignedIn): Promise<Answer> {
  for (let round = 0; round < ROUNDS; round++) {
    const keys = await freeTasks(exchange, AT_ONCE);
    if (keys.length === 0) break;
    for (const key of keys) {
      const taken = await take(exchange, key);
      if (taken !== undefined) return ok({ task: taken.body });
    }
  }
  return ok({ task: null });
}

/** undefined: somebody was quicker. */
async function take(exchange: SignedIn, key: string): Promise<Answer | undefined> {
  const { api, person } = exchange;
  try {
    const task = await taskFor(api.db, api.engine.name, person, 'task.work', key);
    await claim({ ...exchange, params: { key }, task });
    return await showTask({ ...exchange, task });
  } catch (error) {
    if (error instanceof Problem && LOST.has(error.code)) return undefined;
    throw error;
  }
}

export const nextRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/next',
      tag: 'tasks',
      summary: 'Claim the most urgent task that you may take',
      answers: {
        200: json(z.object({ task: taskSchema.nullable() }).meta({ id: 'NextTask' }), 'The task, now yours; null when nothing is free'),
      },
      problems: ['ENGINE_UNAVAILABLE'],
    },
    takeNext,
  ),
];
