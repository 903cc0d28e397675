/** Registered and settled in one act: when the run's first task is there, the decision that waited for it gets it. */
import { later, row } from '../database.js';
import { record } from '../history/journal.js';
import type { ProblemCode } from '../http/problem.js';
import { toPerson } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Role } from '../policy/person.js';
import type { Decision } from '../tasks/decision.js';
import { faultsOf } from '../tasks/filled.js';
import type { Writing } from './writer.js';

interface FirstTask {
  readonly taskKey: string;
  readonly tier: string | null;
  readonly department: string | null;
  readonly actions: readonly string[];
}

export interface WaitingDecision {
  readonly id: string;
  readonly decision: string;
  readonly outcome_code: string | null;
  readonly variables: Decision['values'];
  readonly login: string;
  readonly name: string;
  readonly roles: Role[];
  readonly unit_id: string | null;
  readonly tier_lead: boolean;
}

/** The decision that waits for the run's first task. */
export function waitingDecision({ on, ref }: Writing): Promise<WaitingDecision | undefined> {
  return row<WaitingDecision>(
    on,
    `SELECT d.id, d.decision, d.outcome_code, d.variables, p.login, p.name, p.roles, p.unit_id, p.tier_lead FROM pending_completion d JOIN person p ON p.login = d.login
      WHERE d.case_id = :caseId AND d.run = :run AND d.task_key IS NULL AND d.state = 'pending' FOR UPDATE OF d`,
    { ...ref },
  );
}

/** Gives it to the task, when nothing speaks against it. True: it can be carried out. */
export async function bindDecision(writing: Writing, waiting: WaitingDecision, task: FirstTask): Promise<boolean> {
  const { on, atMs, ref } = writing;
  const against = await whatSpeaksAgainst(writing, waiting, task);
  if (against === undefined) {
    later(on, 'UPDATE pending_completion SET task_key = :taskKey WHERE id = :id', { taskKey: task.taskKey, id: waiting.id });
    return true;
  }
  const { code, reason } = against;
  later(on, `UPDATE pending_completion SET state = 'failed', failure_code = :code, failure = :reason, ended_at = :at WHERE id = :id`, {
    code,
    reason,
    at: new Date(atMs),
    id: waiting.id,
  });
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:engine',
    act: 'decision.failed',
    facts: { decisionId: waiting.id, decision: waiting.decision, code, login: waiting.login, reason },
  });
  return false;
}

/** Its person may not work there, the task doesn't offer it, or its form asks for more than was said. */
async function whatSpeaksAgainst(
  { taskForm }: Writing,
  waiting: WaitingDecision,
  task: FirstTask,
): Promise<{ readonly code: ProblemCode; readonly reason: string } | undefined> {
  const { tier, department, actions } = task;
  if (!may(toPerson(waiting), 'task.work', { units: [], tier, department })) {
    return { code: 'NOT_ALLOWED', reason: `The case went to ${tier ?? 'another tier'}.` };
  }
  if (!actions.includes(waiting.decision)) return { code: 'ACTION_NOT_OFFERED', reason: `The task offers ${actions.join(', ')}.` };
  const faults = faultsOf(await taskForm(task.taskKey), {
    decision: waiting.decision,
    outcomeCode: waiting.outcome_code,
    values: waiting.variables,
  });
  return faults.length === 0 ? undefined : { code: 'FORM_INCOMPLETE', reason: faults.map(({ message }) => message.en).join(' ') };
}
