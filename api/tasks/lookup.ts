/** Tasks as they are stored, and finding one for somebody. */
import type { z } from 'zod';
import { policyOf } from '../cases/lookup.js';
import { row, type Statements, type Transaction } from '../database.js';
import { HEAD_COLUMNS, type HeadColumns, headOf, knowHead } from '../history/journal.js';
import { type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { SignedIn } from '../http/route.js';
import type { Act } from '../policy/acts.js';
import { may } from '../policy/may.js';
import type { Person } from '../policy/person.js';
import type { keyParams } from './schemas.js';

export interface TaskRow {
  readonly engine: string;
  readonly task_key: string;
  readonly case_id: string;
  readonly run: number;
  readonly element_id: string;
  readonly name: string;
  readonly form_id: string | null;
  readonly tier: string | null;
  readonly department: string | null;
  readonly actions: string[];
  readonly candidate_groups: string[];
  readonly assignee: string | null;
  readonly due_at: Date | null;
  readonly entry: number;
  readonly handed_on_by: string | null;
  readonly state: 'open' | 'completed' | 'canceled';
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly decision: string | null;
  readonly follow_up_at: Date | null;
  readonly follow_up_by: string | null;
  readonly follow_up_note: string | null;
  readonly after_wait: string | null;
  readonly waiting_since: Date | null;
  readonly waiting_kind: string | null;
}

export const TASK_COLUMNS = `t.engine, t.task_key, t.case_id, t.run, t.element_id, t.name, t.form_id, t.tier, t.department, t.actions,
  t.candidate_groups, t.assignee, t.due_at, t.entry, t.handed_on_by, t.state, t.created_at, t.ended_at, t.ended_by, t.decision, t.follow_up_at, t.follow_up_by,
  t.follow_up_note, t.after_wait, t.waiting_since, t.waiting_kind`;

/** The policy is asked for `act` on this very task. Takes no lock. */
export async function taskFor(on: Statements, engine: string, person: Person, act: Act, taskKey: string): Promise<TaskRow> {
  const task = await row<TaskRow>(on, `SELECT ${TASK_COLUMNS} FROM task t WHERE t.engine = :engine AND t.task_key = :taskKey`, {
    engine,
    taskKey,
  });
  if (task === undefined) throw new Problem('NOT_FOUND', said(`Nie ma zadania ${taskKey}.`, `There is no task ${taskKey}.`));
  const policy = { ...(await policyOf(on, task.case_id)), tier: task.tier, department: task.department };
  if (may(person, act, policy)) return task;
  if (may(person, 'case.read', policy))
    throw new Problem(
      'NOT_ALLOWED',
      said(`Zadanie „${task.name}” należy do innego szczebla lub wydziału.`, `Task “${task.name}” belongs to another tier or department.`),
    );
  throw new Problem('NOT_FOUND', said(`Nie ma zadania ${taskKey}.`, `There is no task ${taskKey}.`));
}

export type WithTask = { readonly task: TaskRow };

/** The first step of the endpoints for whoever works on a task. */
export async function findTask({ api, person, params }: SignedIn<z.infer<typeof keyParams>>): Promise<WithTask> {
  return { task: await taskFor(api.db, api.engine.name, person, 'task.work', params.key) };
}

/**
 * Locks the case, then the task, and gives it when it is open. Everybody locks in this order, so nobody waits for each other.
 * The refusals say who was first and when, because that is the second person's first question.
 */
export async function lockOpenTask(on: Transaction, task: TaskRow): Promise<TaskRow> {
  const key = { engine: task.engine, taskKey: task.task_key };
  // Sent together, carried out in this order: each sees what others committed while the one before waited for its lock.
  const [locked, now, pending] = await Promise.all([
    row<HeadColumns>(on, `SELECT ${HEAD_COLUMNS} FROM case_file c WHERE c.id = :id FOR UPDATE`, { id: task.case_id }),
    row<TaskRow>(on, `SELECT ${TASK_COLUMNS} FROM task t WHERE t.engine = :engine AND t.task_key = :taskKey FOR UPDATE`, key),
    row<{ login: string; decided_at: Date }>(
      on,
      `SELECT login, decided_at FROM pending_completion
        WHERE engine = :engine AND task_key = :taskKey AND state IN ('pending', 'carrying')`,
      key,
    ),
  ]);
  if (locked !== undefined) knowHead(on, task.case_id, headOf(locked));
  if (now === undefined) throw new Problem('NOT_FOUND', said(`Nie ma zadania ${task.task_key}.`, `There is no task ${task.task_key}.`));
  if (now.state !== 'open') throw alreadyOver(now);
  if (pending !== undefined) {
    throw new Problem(
      'TASK_BEING_CLOSED',
      said(
        `Zadanie „${now.name}” zamyka właśnie ${pending.login}. Twój tekst nie został wysłany.`,
        `${pending.login} is closing task “${now.name}” right now. Your text was not sent.`,
      ),
      {
        by: pending.login,
        at: pending.decided_at.toISOString(),
      },
    );
  }
  return now;
}

/** As {@link lockOpenTask}, for a decision: nobody else may have the task. `kept`: what the refusal says of their work. */
export async function lockToDecide(on: Transaction, task: TaskRow, login: string, kept: Said): Promise<TaskRow> {
  const now = await lockOpenTask(on, task);
  if (now.assignee === null || now.assignee === login) return now;
  const { name, assignee: by } = now;
  throw new Problem('TASK_TAKEN', said(`Zadanie „${name}” ma ${by}. ${kept.pl}`, `${by} has task “${name}”. ${kept.en}`), { by });
}

export function alreadyOver(task: TaskRow): Problem {
  const who = {
    ...(task.ended_by === null ? {} : { by: task.ended_by }),
    ...(task.ended_at === null ? {} : { at: task.ended_at.toISOString() }),
  };
  if (task.state === 'completed') {
    return new Problem(
      'TASK_ALREADY_COMPLETED',
      said(
        `Zadanie „${task.name}” zakończył już ${task.ended_by ?? 'ktoś inny'}. Twój tekst nie został wysłany.`,
        `${task.ended_by ?? 'Somebody else'} has already ended task “${task.name}”. Your text was not sent.`,
      ),
      who,
    );
  }
  return new Problem(
    'TASK_GONE',
    said(
      `Zadania „${task.name}” już nie ma: sprawa poszła dalej bez niego. Twój tekst nie został wysłany.`,
      `Task “${task.name}” is gone: the case went on without it. Your text was not sent.`,
    ),
    who,
  );
}
