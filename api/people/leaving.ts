/** Whoever leaves leaves nothing behind: the open tasks that they had go back to their tiers' queues. */
import { rows, run } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Services } from '../services.js';
import { assignmentAction } from '../tasks/actor.js';

/** `by`: whose act it is. May be repeated: what has gone back already isn't touched again. */
export async function giveBackTasks(api: Services, login: string, by: string): Promise<void> {
  const tasks = await rows<{ task_key: string }>(
    api.db,
    `SELECT task_key FROM task WHERE engine = :engine AND assignee = :login AND state = 'open' ORDER BY task_key`,
    { engine: api.engine.name, login },
  );
  let left = 0;
  for (const { task_key: taskKey } of tasks) {
    const result = await api.engine.assignTask({
      taskKey,
      assignee: '',
      allowOverride: true,
      action: assignmentAction('task.released', by),
    });
    if (result.type === 'unreachable') left++;
    // The feed brings the same with its journal entry; the queue must not wait for it.
    else if (result.type === 'done')
      await run(api.db, `UPDATE task SET assignee = NULL WHERE engine = :engine AND task_key = :taskKey AND state = 'open'`, {
        engine: api.engine.name,
        taskKey,
      });
  }
  if (left === 0) return;
  throw new Problem(
    'ENGINE_UNAVAILABLE',
    said(
      `Osoba ${login} nie ma już dostępu, ale ${left} z jej zadań nie wróciło jeszcze do kolejki. Wyłącz ją ponownie za chwilę.`,
      `${login} has no access any more, but ${left} of their tasks are not back in the queue yet. Switch the account off again in a moment.`,
    ),
    { retryAfterSeconds: 2 },
  );
}
