/** Cases and tasks for the policy's SQL predicate, on real PostgreSQL. */

import { registerCase } from '../../../api/cases/register.js';
import { openDatabase, rows, transaction } from '../../../api/database.js';
import type { Predicate } from '../../../api/policy/may.js';
import { createTestDatabase } from '../../support/postgres.js';

interface TaskAt {
  readonly tier: string;
  readonly department: string | null;
}

export async function knexForTest(
  cases: readonly { readonly name: string; readonly units: readonly string[] }[],
  tasks: readonly TaskAt[],
) {
  const database = await createTestDatabase();
  const db = openDatabase(database.url);
  const registrar = { engine: { name: 'embedded' }, clock: { now: () => Date.now() } };
  const ids: string[] = [];
  for (const { name, units } of cases) {
    const { id } = await transaction(db, (on) =>
      registerCase(registrar, on, name, {
        caseType: 'x',
        classification: 'x',
        department: null,
        residentId: null,
        replyChannel: 'none',
        place: null,
        channel: 'phone',
        entryPoint: null,
        entryTier: null,
        note: 'x',
        registeredBy: null,
      }),
    );
    ids.push(id);
    for (const unit of units) await db.raw('INSERT INTO case_unit (case_id, unit_id, since) VALUES (?, ?, now())', [id, unit]);
  }
  for (const [index, task] of tasks.entries()) {
    await db.raw(
      `INSERT INTO task (engine, task_key, case_id, run, process_instance_key, definition_key, element_id, element_instance_key, name, tier, department,
         actions, candidate_groups, candidate_users, entry, state, created_at)
       VALUES ('embedded', ?, ?, 1, 1, 1, 'e', 1, 'n', ?, ?, '{}', '{}', '{}', 1, 'open', now())`,
      [index, ids[0] ?? '', task.tier, task.department] as never,
    );
  }
  return {
    casesWhere: async ({ sql, parameters }: Predicate) =>
      (await rows<{ number: string }>(db, `SELECT c.number FROM case_file c WHERE ${sql} ORDER BY c.number`, parameters)).map(
        (one) => one.number,
      ),
    tasksWhere: async ({ sql, parameters }: Predicate) =>
      rows<TaskAt>(db, `SELECT t.tier, t.department FROM task t WHERE ${sql} ORDER BY t.task_key`, parameters),
    drop: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}
