/**
 * A person's decision about a task, from the moment it is made until the engine has it. It is a durable row first (pending_completion),
 * so neither a crash nor a vanished task loses the text:
 *
 * pending (the task is locked, a closing can be undone) → carrying (a node asks the engine) → done
 *                                                       ↘ failed: the task is gone or refused it; the person is told, the text stays
 * pending → undone.
 */
import { randomUUID } from 'node:crypto';
import { later, row, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { CaseServices } from '../services.js';
import type { TaskRow } from './lookup.js';

export interface Decision {
  readonly decision: string;
  /** Codes and dates for the model; nothing personal. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly outcomeCode: string | null;
  /** Text to the resident. */
  readonly closingText: string | null;
  /** Why it is handed on or sent back; for colleagues. */
  readonly reason: string | null;
  readonly toPerson: string | null;
  readonly department: string | null;
  /** How the answer goes out; absent or null: as the case says. */
  readonly replyChannel?: string | null;
}

/** A field of the form in words; as the questions of a kind are kept with a contact (contacts/caller.ts). */
export interface Answered {
  readonly label: string;
  readonly answer: string;
}

export interface PendingDecision {
  readonly id: string;
  readonly notBefore: Date;
  /** A closing: waits so that it can be undone. */
  readonly closing: boolean;
}

/** Locks the task for everybody else. `task` undefined = the case was settled in the act of registering it, its task comes later. */
export async function decide(
  api: CaseServices,
  on: Transaction,
  made: {
    readonly caseId: string;
    readonly run: number;
    readonly task: TaskRow | undefined;
    readonly login: string;
    readonly what: Decision;
    readonly answers?: readonly Answered[];
  },
): Promise<PendingDecision> {
  const { what, task } = made;
  const id = randomUUID();
  const atMs = api.clock.now();
  const closing = what.outcomeCode !== null;
  const notBefore = new Date(closing ? atMs + api.settings.undoMs : atMs);
  const variables = { ...what.values, decision: what.decision, ...(what.outcomeCode === null ? {} : { outcome: what.outcomeCode }) };
  later(
    on,
    `INSERT INTO pending_completion (id, case_id, run, engine, task_key, login, decision, variables, outcome_code, closing_text, reason, to_person,
       department, reply_channel, decided_at, not_before, state)
     VALUES (:id, :caseId, :run, :engine, :taskKey, :login, :decision, CAST(:variables AS jsonb), :outcomeCode, :closingText, :reason, :toPerson,
       :department, :replyChannel, :at, :notBefore, 'pending')`,
    {
      id,
      caseId: made.caseId,
      run: made.run,
      engine: api.engine.name,
      taskKey: task?.task_key ?? null,
      login: made.login,
      decision: what.decision,
      variables: JSON.stringify(variables),
      outcomeCode: what.outcomeCode,
      closingText: what.closingText,
      reason: what.reason,
      toPerson: what.toPerson,
      department: what.department,
      replyChannel: what.replyChannel ?? null,
      at: new Date(atMs),
      notBefore,
    },
  );
  await record(on, {
    caseId: made.caseId,
    atMs,
    actor: made.login,
    act: 'decision.made',
    facts: {
      decisionId: id,
      decision: what.decision,
      outcomeCode: what.outcomeCode,
      toPerson: what.toPerson,
      department: what.department,
      taskKey: task?.task_key ?? null,
      element: task?.element_id ?? null,
    },
    payload: {
      closingText: what.closingText,
      reason: what.reason,
      values: what.values,
      ...(made.answers === undefined || made.answers.length === 0 ? {} : { answers: made.answers }),
    },
  });
  return { id, notBefore, closing };
}

/** Who decided can take it back until it is carried out. */
export async function undo(api: CaseServices, on: Transaction, caseId: string, login: string): Promise<void> {
  await row(on, 'SELECT 1 FROM case_file WHERE id = :caseId FOR UPDATE', { caseId });
  const undone = await row<{ id: string; decision: string }>(
    on,
    `UPDATE pending_completion SET state = 'undone', ended_at = :at, closing_text = NULL, reason = NULL
      WHERE case_id = :caseId AND login = :login AND state = 'pending' RETURNING id, decision`,
    { caseId, login, at: new Date(api.clock.now()) },
  );
  if (undone === undefined)
    throw new Problem(
      'NOTHING_TO_UNDO',
      said(
        'Decyzja została już wykonana albo nie jest Twoja; nie ma czego cofnąć.',
        'The decision has been carried out already or is not yours; there is nothing to undo.',
      ),
    );
  await record(on, {
    caseId,
    atMs: api.clock.now(),
    actor: login,
    act: 'decision.undone',
    facts: { decisionId: undone.id, decision: undone.decision },
  });
}

/** The token that comes back in the feed with the completed task, and says whose decision it was. */
export function actionOf(decisionId: string): string {
  return `decision:${decisionId}`;
}

export function decisionOf(action: string): string | undefined {
  return /^decision:([0-9a-f-]{36})$/.exec(action)?.[1];
}
