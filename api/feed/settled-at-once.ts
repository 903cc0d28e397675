/** Registered and settled in one act: when the run's first task is there, the decision that waited for it gets it. */
import { row, run } from '../database.js';
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

export async function bindDecision({ on, atMs, ref }: Writing, task: FirstTask): Promise<void> {
  const waiting = await row<{
    id: string;
    decision: string;
    login: string;
    name: string;
    roles: Role[];
    unit_id: string | null;
    tier_lead: boolean;
  }>(
    on,
    `SELECT d.id, d.decision, p.login, p.name, p.roles, p.unit_id, p.tier_lead FROM pending_completion d JOIN person p ON p.login = d.login
      WHERE d.case_id = :caseId AND d.run = :run AND d.task_key IS NULL AND d.state = 'pending' FOR UPDATE OF d`,
    { ...ref },
  );
  if (waiting === undefined) return;
  const mayWork = may(toPerson(waiting), 'task.work', { units: [], tier: task.tier, department: task.department });
  if (mayWork && task.actions.includes(waiting.decision)) {
    await run(on, 'UPDATE pending_completion SET task_key = :taskKey WHERE id = :id', { taskKey: task.taskKey, id: waiting.id });
    return;
  }
  const [code, reason] = mayWork
    ? ['ACTION_NOT_OFFERED', `The task offers ${task.actions.join(', ')}.`]
    : ['NOT_ALLOWED', `The case went to ${task.tier ?? 'another tier'}.`];
  await run(on, `UPDATE pending_completion SET state = 'failed', failure_code = :code, failure = :reason, ended_at = :at WHERE id = :id`, {
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
}
