/** The desk's tasks, from the engine's user tasks. */
import { SEND_BACK } from '../cases/codes.js';
import { later, row, run } from '../database.js';
import type { Change } from '../engine-port/port.js';
import { record } from '../history/journal.js';
import type { Telling } from '../notices/tell.js';
import { ROLES } from '../policy/person.js';
import { actorOf } from '../tasks/actor.js';
import { decisionOf } from '../tasks/decision.js';
import { forgetDraft } from '../tasks/draft.js';
import { bindDecision, waitingDecision } from './settled-at-once.js';
import type { Writing } from './writer.js';

/** What a task offers whose model names no actions. */
const DONE = 'done';

type Of<T extends Change['type']> = Extract<Change, { type: T }>;

/** True: a decision that waited for the task can be carried out. */
export async function createTask(writing: Writing, { place, task }: Of<'taskCreated'>): Promise<boolean> {
  const { on, engine, models, atMs, ref, position } = writing;
  const model = await models.model(on, place.definitionKey, atMs);
  const element = model.elements.get(place.elementId);
  const visit = await row<Arrival>(
    on,
    `SELECT r.entry, v.begun_by_wait AS after_wait, coalesce(v.department, c.department) AS department, b.left_by AS handed_on_by, c.registered_by, p.decision AS arrived_by
       FROM case_run r JOIN case_file c ON c.id = r.case_id
       LEFT JOIN case_visit v ON v.case_id = r.case_id AND v.run = r.run AND v.entry = r.entry
       LEFT JOIN case_visit b ON b.case_id = r.case_id AND b.run = r.run AND b.entry = v.came_from
       LEFT JOIN case_visit p ON p.case_id = r.case_id AND p.run = r.run AND p.entry = v.entry - 1
      WHERE r.case_id = :caseId AND r.run = :run`,
    { ...ref },
  );
  const assignee = task.assignee === '' ? null : task.assignee;
  // A task whose model says nothing of the desk is no dead end: its group is its tier, and it can be done.
  const tier = element?.tier ?? task.candidateGroups.find((group) => ROLES.some((role) => role === group)) ?? null;
  const actions = element === undefined || element.actions.length === 0 ? [DONE] : element.actions;
  const inserted = run(
    on,
    `INSERT INTO task (engine, task_key, case_id, run, process_instance_key, definition_key, element_id, element_instance_key, name, form_id, tier,
       department, actions, candidate_groups, candidate_users, assignee, assigned_at, due_at, entry, handed_on_by, after_wait, state, created_at)
     VALUES (:engine, :taskKey, :caseId, :run, :instance, :definition, :element, :elementInstance, :name, :formId, :tier,
       :department, CAST(:actions AS text[]), CAST(:groups AS text[]), CAST(:users AS text[]), CAST(:assignee AS text),
       CASE WHEN CAST(:assignee AS text) IS NOT NULL THEN CAST(:at AS timestamptz) END, CAST(:dueAt AS timestamptz), :entry,
       :handedOnBy, :afterWait, 'open', :at)
     ON CONFLICT DO NOTHING`,
    {
      engine,
      taskKey: task.taskKey,
      ...ref,
      instance: place.instanceKey,
      definition: place.definitionKey,
      element: place.elementId,
      elementInstance: place.elementInstanceKey,
      name: element?.name ?? place.elementId,
      formId: element?.formId ?? null,
      tier,
      department: visit?.department ?? null,
      actions,
      groups: task.candidateGroups,
      users: task.candidateUsers,
      assignee,
      dueAt: task.dueDate === '' ? null : task.dueDate,
      entry: visit?.entry ?? 0,
      handedOnBy: visit?.handed_on_by ?? null,
      afterWait: visit?.after_wait ?? null,
      at: new Date(atMs),
    },
  );
  const [created, waiting] = await Promise.all([inserted, waitingDecision(writing)]);
  if (created === 0) return false;
  if (tier === 'department' && visit !== undefined && visit.department !== null) {
    later(on, 'INSERT INTO case_unit (case_id, unit_id, since) VALUES (:caseId, :unit, :at) ON CONFLICT DO NOTHING', {
      caseId: ref.caseId,
      unit: visit.department,
      at: new Date(atMs),
    });
  }
  if (element?.beside !== true) {
    later(on, 'UPDATE case_file SET tier = coalesce(:tier, tier), assignee = :assignee WHERE id = :caseId AND current_run = :run', {
      tier,
      assignee,
      ...ref,
    });
  }
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:engine',
    act: 'task.created',
    facts: {
      taskKey: task.taskKey,
      element: place.elementId,
      name: element?.name ?? place.elementId,
      tier,
      assignee,
      process: place.processId,
      version: place.version,
      position: position.toString(),
    },
    tells: waiting === undefined ? toldOfArrival(assignee, visit) : [],
  });
  if (waiting === undefined) return false;
  return bindDecision(writing, waiting, {
    taskKey: task.taskKey,
    tier,
    department: visit?.department ?? null,
    actions,
  });
}

interface Arrival {
  /** How the wait before it ended; null: it came by a decision. */
  readonly after_wait: string | null;
  readonly entry: number;
  readonly department: string | null;
  readonly handed_on_by: string | null;
  readonly registered_by: string | null;
  /** The decision that ended the visit before. */
  readonly arrived_by: string | null;
}

/** Whoever began it or passed it on knows; a task that waits for a decision already made is nobody's news. */
function toldOfArrival(assignee: string | null, visit: Arrival | undefined): readonly Telling[] {
  if (assignee === null || visit === undefined) return [];
  if (visit.arrived_by === SEND_BACK) return [{ kind: 'sent-back', to: { logins: [assignee] } }];
  if (assignee === visit.handed_on_by || (visit.handed_on_by === null && assignee === visit.registered_by)) return [];
  return [{ kind: 'assigned', to: { logins: [assignee] } }];
}

export async function assignTask({ on, engine, atMs, ref }: Writing, change: Of<'taskAssigned'>): Promise<void> {
  const assignee = change.assignee === '' ? null : change.assignee;
  // The task itself may have its new holder already, from the answer that didn't wait for the feed; the case has the one before.
  const [before, assigned] = await Promise.all([
    row<{ assignee: string | null }>(on, 'SELECT assignee FROM case_file WHERE id = :caseId', { caseId: ref.caseId }),
    run(
      on,
      `UPDATE task SET assignee = CAST(:assignee AS text), assigned_at = CASE WHEN CAST(:assignee AS text) IS NOT NULL THEN CAST(:at AS timestamptz) END
        WHERE engine = :engine AND task_key = :taskKey AND state = 'open'`,
      { assignee, at: new Date(atMs), engine, taskKey: change.taskKey },
    ),
  ]);
  if (assigned === 0) return;
  later(on, 'UPDATE case_file SET assignee = :assignee WHERE id = :caseId AND current_run = :run', { assignee, ...ref });
  later(
    on,
    `UPDATE case_visit v SET assignee = coalesce(CAST(:assignee AS text), v.assignee) FROM case_run r
      WHERE r.case_id = :caseId AND r.run = :run AND v.case_id = r.case_id AND v.run = r.run AND v.entry = r.entry`,
    { assignee, ...ref },
  );
  const { actor, act } = actorOf(change.action);
  const lost = before?.assignee ?? null;
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor,
    act: act ?? 'task.assigned',
    facts: { taskKey: change.taskKey, assignee },
    tells: [
      ...(assignee === null ? [] : [{ kind: 'assigned' as const, to: { logins: [assignee] } }]),
      ...(lost === null || lost === assignee ? [] : [{ kind: 'taken-away' as const, to: { logins: [lost] } }]),
    ],
  });
}

export async function updateTask({ on, engine }: Writing, { task }: Of<'taskUpdated'>): Promise<void> {
  later(
    on,
    `UPDATE task SET candidate_groups = CAST(:groups AS text[]), candidate_users = CAST(:users AS text[]), due_at = CAST(:dueAt AS timestamptz)
      WHERE engine = :engine AND task_key = :taskKey AND state = 'open'`,
    {
      groups: task.candidateGroups,
      users: task.candidateUsers,
      dueAt: task.dueDate === '' ? null : task.dueDate,
      engine,
      taskKey: task.taskKey,
    },
  );
}

export async function completeTask({ on, engine, atMs, ref, position }: Writing, change: Of<'taskCompleted'>): Promise<void> {
  const decisionId = decisionOf(change.action);
  const at = new Date(atMs);
  const made =
    decisionId === undefined
      ? undefined
      : row<{ login: string; decision: string; outcome_code: string | null }>(
          on,
          `UPDATE pending_completion SET state = 'done', ended_at = coalesce(ended_at, :at) WHERE id = :decisionId
           RETURNING login, decision, outcome_code`,
          { at, decisionId },
        );
  const ended = row<{ element_id: string; tier: string | null; entry: number; assignee: string | null }>(
    on,
    `UPDATE task SET state = 'completed', ended_at = coalesce(ended_at, :at),
       ended_by = coalesce(ended_by, (SELECT p.login FROM pending_completion p WHERE p.id = CAST(:decisionId AS uuid)), :actor),
       decision = coalesce(decision, (SELECT p.decision FROM pending_completion p WHERE p.id = CAST(:decisionId AS uuid)))
      WHERE engine = :engine AND task_key = :taskKey RETURNING element_id, tier, entry, assignee`,
    { at, actor: actorOf(change.action).actor, decisionId: decisionId ?? null, engine, taskKey: change.taskKey },
  );
  const [decision, task] = await Promise.all([made, ended]);
  const by = decision?.login ?? actorOf(change.action).actor;
  if (task === undefined) return;
  forgetDraft(on, engine, change.taskKey);
  later(
    on,
    `UPDATE case_visit SET left_by = :by, decision = CAST(:decision AS text) WHERE case_id = :caseId AND run = :run AND entry = :entry`,
    { by, decision: decision?.decision ?? null, entry: task.entry, ...ref },
  );
  await failOthers({ on, engine, atMs }, change.taskKey, decisionId);
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: by,
    act: 'task.completed',
    facts: {
      taskKey: change.taskKey,
      element: task.element_id,
      tier: task.tier,
      decision: decision?.decision ?? null,
      outcomeCode: decision?.outcome_code ?? null,
      decisionId: decisionId ?? null,
      position: position.toString(),
    },
    tells: task.assignee === null ? [] : [{ kind: 'closed-by-other', to: { logins: [task.assignee] } }],
  });
}

export async function cancelTask({ on, engine, atMs, ref, position }: Writing, change: Of<'taskCanceled'>): Promise<void> {
  const task = await row<{ element_id: string; assignee: string | null }>(
    on,
    `UPDATE task SET state = 'canceled', ended_at = :at WHERE engine = :engine AND task_key = :taskKey AND state = 'open' RETURNING element_id, assignee`,
    { at: new Date(atMs), engine, taskKey: change.taskKey },
  );
  if (task === undefined) return;
  forgetDraft(on, engine, change.taskKey);
  await failOthers({ on, engine, atMs }, change.taskKey, undefined);
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:engine',
    act: 'task.canceled',
    facts: { taskKey: change.taskKey, element: task.element_id, position: position.toString() },
    tells: task.assignee === null ? [] : [{ kind: 'no-longer-needed', to: { logins: [task.assignee] } }],
  });
}

/** Decisions that came too late: they and their texts stay, and the person is told. */
async function failOthers(
  { on, engine, atMs }: Pick<Writing, 'on' | 'engine' | 'atMs'>,
  taskKey: string,
  winner: string | undefined,
): Promise<void> {
  const late = await row<{ id: string; login: string; decision: string; case_id: string }>(
    on,
    `UPDATE pending_completion SET state = 'failed', failure_code = 'TASK_GONE', failure = 'The task ended first.', ended_at = :at
      WHERE engine = :engine AND task_key = :taskKey AND state = 'pending' AND id IS DISTINCT FROM CAST(:winner AS uuid)
      RETURNING id, login, decision, case_id`,
    { at: new Date(atMs), engine, taskKey, winner: winner ?? null },
  );
  if (late === undefined) return;
  await record(on, {
    caseId: late.case_id,
    atMs,
    actor: 'system:engine',
    act: 'decision.failed',
    facts: { decisionId: late.id, decision: late.decision, code: 'TASK_GONE', login: late.login, reason: 'The task ended first.' },
    tells: [{ kind: 'decision-failed', to: { logins: [late.login] } }],
  });
}
