/** "Przypomnij mi": puts a task aside until a date, when it is due again. The queue sorts by it like by any other date. */
import type { z } from 'zod';
import { later, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { inOrder, json, type Route, route, type SignedIn } from '../http/route.js';
import { showTask } from './list.js';
import { findTask, lockOpenTask, type WithTask } from './lookup.js';
import { followUpSchema, keyParams, taskSchema } from './schemas.js';

type Asked = SignedIn<z.infer<typeof keyParams>, unknown, z.infer<typeof followUpSchema>>;

async function putAside({ api, person, body, task }: Asked & WithTask): Promise<object> {
  const at = body.at === null ? null : new Date(body.at);
  if (at !== null && at.getTime() <= api.clock.now()) {
    throw new Problem('INVALID_REQUEST', said('Wybierz datę, która jest jeszcze przed nami.', 'Choose a date that is still ahead.'), {
      errors: [
        { field: 'at', message: said(`Oczekiwano daty po teraz, a przyszło ${body.at}`, `Expected a date after now, but got ${body.at}`) },
      ],
    });
  }
  await transaction(api.db, async (on) => {
    const locked = await lockOpenTask(on, task);
    later(
      on,
      'UPDATE task SET follow_up_at = CAST(:at AS timestamptz), follow_up_by = :login, follow_up_note = :note WHERE engine = :engine AND task_key = :key',
      {
        at,
        login: at === null ? null : person.login,
        note: at === null ? null : body.note,
        engine: locked.engine,
        key: locked.task_key,
      },
    );
    await record(on, {
      caseId: locked.case_id,
      atMs: api.clock.now(),
      actor: person.login,
      act: 'task.put-aside',
      facts: { taskKey: locked.task_key, until: at?.toISOString() ?? null },
      ...(at === null || body.note === null ? {} : { payload: { note: body.note } }),
    });
  });
  return {};
}

export const followUpRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'put',
      path: '/api/v1/tasks/{key}/follow-up',
      tag: 'tasks',
      summary: 'Put a task aside until a date',
      params: keyParams,
      body: followUpSchema,
      answers: { 200: json(taskSchema, 'The task as it is now') },
      problems: ['NOT_FOUND', 'TASK_ALREADY_COMPLETED', 'TASK_BEING_CLOSED', 'TASK_GONE'],
    },
    inOrder<Asked, WithTask, object>(findTask, putAside, showTask),
  ),
];
