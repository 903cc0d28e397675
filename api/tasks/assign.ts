/** Who has a task: claim, release, and a tier lead's distribution. The engine holds the truth; its feed brings it back. */
import type { z } from 'zod';
import { row, run, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { toPerson } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Role } from '../policy/person.js';
import { type AssignmentAct, assignmentAction } from './actor.js';
import { showTask } from './list.js';
import { alreadyOver, findTask, lockOpenTask, type TaskRow, taskFor, type WithTask } from './lookup.js';
import { assignSchema, keyParams, taskSchema } from './schemas.js';

type OnTask = SignedIn<z.infer<typeof keyParams>>;
type Assigning = SignedIn<z.infer<typeof keyParams>, unknown, z.infer<typeof assignSchema>>;

async function findToDistribute({ api, person, params }: OnTask): Promise<WithTask> {
  return { task: await taskFor(api.db, api.engine.name, person, 'task.distribute', params.key) };
}

export async function claim(exchange: OnTask & WithTask): Promise<object> {
  const { person, task } = exchange;
  await stillOpen(exchange);
  if (task.assignee !== null && task.assignee !== person.login) throw taken(task);
  return give(exchange, person.login, 'task.claimed', false);
}

async function release(exchange: OnTask & WithTask): Promise<object> {
  const { person, task } = exchange;
  await stillOpen(exchange);
  if (task.assignee !== person.login) throw taken(task);
  return give(exchange, '', 'task.released', true);
}

async function checkAssignee({ api, body, task }: Assigning & WithTask): Promise<object> {
  if (body.assignee === null) return {};
  const found = await row<{ login: string; name: string; roles: Role[]; unit_id: string | null; tier_lead: boolean }>(
    api.db,
    'SELECT login, name, roles, unit_id, tier_lead FROM person WHERE login = :login AND active',
    { login: body.assignee },
  );
  if (found !== undefined && may(toPerson(found), 'task.work', { units: [], tier: task.tier, department: task.department })) return {};
  throw new Problem('INVALID_REQUEST', said('Wybierz osobę, która pracuje na tym szczeblu.', 'Choose a person who works at this tier.'), {
    errors: [
      {
        field: 'assignee',
        message: said(
          `Oczekiwano osoby ze szczebla ${task.tier ?? '?'}, a przyszło „${body.assignee}”`,
          `Expected a person of tier ${task.tier ?? '?'}, but got “${body.assignee}”`,
        ),
      },
    ],
  });
}

async function assign(exchange: Assigning & WithTask): Promise<object> {
  await stillOpen(exchange);
  return give(exchange, exchange.body.assignee ?? '', 'task.assigned', true);
}

async function stillOpen({ api, task }: OnTask & WithTask): Promise<void> {
  await transaction(api.db, (on) => lockOpenTask(on, task));
}

async function give(
  { api, person, task }: OnTask & WithTask,
  assignee: string,
  act: AssignmentAct,
  allowOverride: boolean,
): Promise<object> {
  const action = assignmentAction(act, person.login);
  const result = await api.engine.assignTask({ taskKey: task.task_key, assignee, allowOverride, action });
  switch (result.type) {
    case 'done':
      // The feed brings the same with its journal entry; the answer must not wait for it.
      await run(api.db, `UPDATE task SET assignee = :assignee WHERE engine = :engine AND task_key = :key AND state = 'open'`, {
        assignee: assignee === '' ? null : assignee,
        engine: task.engine,
        key: task.task_key,
      });
      return {};
    case 'gone':
      throw alreadyOver({ ...task, state: 'canceled' });
    case 'refused':
      throw new Problem(
        'TASK_TAKEN',
        said('Ktoś wziął to zadanie chwilę wcześniej. Odśwież kolejkę.', 'Somebody took this task a moment before. Refresh the queue.'),
      );
    case 'unreachable':
      throw new Problem(
        'ENGINE_UNAVAILABLE',
        said(
          'Silnik chwilowo nie odpowiada; nic się nie zmieniło. Spróbuj za chwilę.',
          'The engine does not answer now; nothing has changed. Try again in a moment.',
        ),
        {
          retryAfterSeconds: 2,
        },
      );
  }
}

function taken(task: TaskRow): Problem {
  const by = task.assignee;
  return new Problem(
    'TASK_TAKEN',
    by === null
      ? said('Nie masz tego zadania.', 'You don’t have this task.')
      : said(`Zadanie „${task.name}” ma ${by}.`, `${by} has task “${task.name}”.`),
    by === null ? {} : { by },
  );
}

const answers = { 200: json(taskSchema, 'The task as it is now') };

export const assignRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/claim',
      tag: 'tasks',
      summary: 'Claim a task',
      params: keyParams,
      answers,
      problems: ['NOT_FOUND', 'TASK_TAKEN', 'TASK_ALREADY_COMPLETED', 'TASK_BEING_CLOSED', 'TASK_GONE', 'ENGINE_UNAVAILABLE'],
    },
    inOrder(findTask, claim, showTask),
  ),
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/release',
      tag: 'tasks',
      summary: 'Give a task back to the queue',
      params: keyParams,
      answers,
      problems: ['NOT_FOUND', 'TASK_TAKEN', 'TASK_ALREADY_COMPLETED', 'TASK_BEING_CLOSED', 'TASK_GONE', 'ENGINE_UNAVAILABLE'],
    },
    inOrder(findTask, release, showTask),
  ),
  route(
    'task.distribute',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/assign',
      tag: 'tasks',
      summary: 'Assign a task (tier lead)',
      params: keyParams,
      body: assignSchema,
      answers,
      problems: ['NOT_FOUND', 'TASK_TAKEN', 'TASK_ALREADY_COMPLETED', 'TASK_BEING_CLOSED', 'TASK_GONE', 'ENGINE_UNAVAILABLE'],
    },
    inOrder<Assigning, WithTask, object, object>(findToDistribute, checkAssignee, assign, showTask),
  ),
];
