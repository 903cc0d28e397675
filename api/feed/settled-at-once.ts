/** Registered and settled in one act: when the run's first task is there, the decision that waited for it gets it. */
import { later, row } from '../database.js';
import { record } from '../history/journal.js';
import { toPerson } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Role } from '../policy/person.js';
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
    `SELECT d.id, d.decision, p.login, p.name, p.roles, p.unit_id, p.tier_lead FROM pending_completion d JOIN person p ON p.login = d.login
      WHERE d.case_id = :caseId AND d.run = :run AND d.task_key IS NULL AND d.state = 'pending' FOR UPDATE OF d`,
    { ...ref },
  );
}

/** Gives it to the task, when its person may work there and the task offers it. True: it can be carried out. */
export async function bindDecision({ on, atMs, ref }: Writing, waiting: WaitingDecision, task: FirstTask): Promise<boolean> {
  const mayWork = may(toPerson(waiting), 'task.work', { units: [], tier: task.tier, department: task.department });
  if (mayWork && task.actions.includes(waiting.decision)) {
    later(on, 'UPDATE pending_completion SET task_key = :taskKey WHERE id = :id', { taskKey: task.taskKey, id: waiting.id });
    return true;
  }
  const [code, reason] = mayWork
    ? ['ACTION_NOT_OFFERED', `The task offers ${task.actions.join(', ')}.`]
    : ['NOT_ALLOWED', `The case went to ${task.tier ?? 'another tier'}.`];
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
