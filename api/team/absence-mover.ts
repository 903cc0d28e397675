/** Absence strands nothing: open tasks of whoever is away go to the substitute, and without one to the tier's queue. */
import { rows } from '../database.js';
import { Loop } from '../loop.js';
import { toPerson } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Role } from '../policy/person.js';
import type { Services } from '../services.js';
import { assignmentAction } from '../tasks/actor.js';
import { awayAt, standIn } from './absences.js';

const AT_ONCE = 200;
/** Also how soon a task that reaches somebody who is away goes on. */
const LOOK_AGAIN_MS = 2_000;
const ACTOR = 'system:absence';

interface Stranded {
  readonly task_key: string;
  readonly tier: string | null;
  readonly department: string | null;
  readonly assignee: string;
}

interface PersonRow {
  readonly login: string;
  readonly name: string;
  readonly roles: Role[];
  readonly unit_id: string | null;
  readonly tier_lead: boolean;
}

export function createAbsenceMover(api: Services): Loop {
  return new Loop('absences', LOOK_AGAIN_MS, api.log, () => moveOn(api));
}

/** True: there was more than it does in a round. */
async function moveOn(api: Services): Promise<boolean> {
  const { db, engine, clock } = api;
  if (engine.status().role !== 'writer') return false;
  const away = await awayAt(db, new Date(clock.now()));
  if (away.size === 0) return false;
  const stranded = await rows<Stranded>(
    db,
    `SELECT task_key, tier, department, assignee FROM task t
      WHERE t.engine = :engine AND t.state = 'open' AND t.assignee = ANY (CAST(:away AS text[]))
        AND NOT EXISTS (SELECT 1 FROM pending_completion p
                         WHERE p.engine = t.engine AND p.task_key = t.task_key AND p.state IN ('pending', 'carrying'))
      ORDER BY t.urgent_at, t.task_key LIMIT :limit`,
    { engine: engine.name, away: [...away.keys()], limit: AT_ONCE },
  );
  if (stranded.length === 0) return false;
  const people = new Map(
    (await rows<PersonRow>(db, 'SELECT login, name, roles, unit_id, tier_lead FROM person WHERE active')).map((one) => [one.login, one]),
  );
  for (const task of stranded) {
    const substitute = people.get(standIn(task.assignee, away) ?? '');
    const mayWork =
      substitute !== undefined && may(toPerson(substitute), 'task.work', { units: [], tier: task.tier, department: task.department });
    // What ended or moved meanwhile is refused by the engine, and that is all right.
    await engine.assignTask({
      taskKey: task.task_key,
      assignee: mayWork ? substitute.login : '',
      allowOverride: true,
      action: assignmentAction('task.assigned', ACTOR),
    });
  }
  return stranded.length === AT_ONCE;
}
