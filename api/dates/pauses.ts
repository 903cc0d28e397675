/**
 * Pauses of a run, as rows: asked for by a person (`asked`), begun and ended by the process (`open`, `ended`), or given up when the process
 * went on without the reply (`dropped`). At most one waits at a time; what was paused at some other time may be entered afterwards.
 */
import { randomUUID } from 'node:crypto';
import { iso, later, row, type Statements, type Transaction } from '../database.js';
import { record } from '../history/journal.js';

export const PAUSE_KINDS = ['resident', 'office', 'other'] as const;
export type PauseKind = (typeof PAUSE_KINDS)[number];
/** What a process waits for. */
export type AskedKind = Exclude<PauseKind, 'other'>;
export type PauseEnd = 'replied' | 'term' | 'withdrawn';

export interface Asking {
  readonly caseId: string;
  readonly run: number;
  readonly entry: number;
  readonly tier: string | null;
  readonly kind: AskedKind;
  readonly basis: string;
  readonly missing: string | null;
  readonly office: string | null;
  readonly message: string | null;
  readonly channel: string | null;
  readonly until: Date;
  readonly by: string;
  readonly atMs: number;
}

/** The request; the process begins to wait a moment later. */
export async function ask(on: Transaction, asked: Asking): Promise<string> {
  const id = randomUUID();
  later(
    on,
    `INSERT INTO case_pause (id, case_id, run, entry, tier, kind, basis, state, missing, office, message, channel, by_login, entered_at, until_at)
     VALUES (:id, :caseId, :run, :entry, :tier, :kind, :basis, 'asked', :missing, :office, :message, :channel, :by, :at, :until)`,
    {
      id,
      caseId: asked.caseId,
      run: asked.run,
      entry: asked.entry,
      tier: asked.tier,
      kind: asked.kind,
      basis: asked.basis,
      missing: asked.missing,
      office: asked.office,
      message: asked.message,
      channel: asked.channel,
      by: asked.by,
      at: new Date(asked.atMs),
      until: asked.until,
    },
  );
  await record(on, {
    caseId: asked.caseId,
    atMs: asked.atMs,
    actor: asked.by,
    act: 'pause.asked',
    facts: { kind: asked.kind, until: asked.until.toISOString(), basis: asked.basis, channel: asked.channel },
    payload: { missing: asked.missing, office: asked.office, message: asked.message },
  });
  return id;
}

export interface WaitingPause {
  readonly id: string;
  readonly entry: number;
  readonly run: number;
  readonly kind: AskedKind;
  readonly state: 'asked' | 'open';
  readonly missing: string | null;
  readonly office: string | null;
  readonly message: string | null;
  readonly channel: string | null;
  readonly from_at: Date | null;
  readonly until_at: Date;
  readonly ended_by: string | null;
}

/** What a case waits for now. */
export async function waitingPause(on: Statements, caseId: string): Promise<WaitingPause | undefined> {
  return row<WaitingPause>(
    on,
    `SELECT id, entry, run, kind, state, missing, office, message, channel, from_at, until_at, ended_by FROM case_pause
      WHERE case_id = :caseId AND state IN ('asked', 'open')`,
    { caseId },
  );
}

/** From here on the clock stands, and the list of what waits shows the task that asked. */
export function markWaiting(on: Transaction, ref: { readonly caseId: string; readonly run: number }, pause: WaitingPause, at: Date): void {
  later(on, `UPDATE case_pause SET state = 'open', from_at = :at WHERE id = :id`, { at, id: pause.id });
  later(
    on,
    `UPDATE task SET waiting_since = :at, waiting_kind = :kind
      WHERE (engine, task_key) = (SELECT engine, task_key FROM task WHERE case_id = :caseId AND run = :run AND entry = :entry
                                   ORDER BY created_at DESC, task_key DESC LIMIT 1)`,
    { at, kind: pause.kind, entry: pause.entry, ...ref },
  );
  later(on, 'UPDATE case_file SET paused_since = :at, paused_kind = :kind WHERE id = :caseId', {
    at,
    kind: pause.kind,
    caseId: ref.caseId,
  });
}

/** `how`: what ended it. A request that the process never came to wait for is dropped. */
export async function endPause(
  on: Transaction,
  caseId: string,
  pause: WaitingPause,
  end: { readonly how: PauseEnd; readonly atMs: number; readonly actor: string },
): Promise<void> {
  const at = new Date(end.atMs);
  const isOpen = pause.state === 'open';
  later(on, `UPDATE case_pause SET state = :state, to_at = CAST(:to AS timestamptz), ended_how = :how WHERE id = :id`, {
    state: isOpen ? 'ended' : 'dropped',
    to: isOpen ? at : null,
    how: end.how,
    id: pause.id,
  });
  later(on, 'UPDATE task SET waiting_since = NULL, waiting_kind = NULL WHERE case_id = :caseId AND waiting_since IS NOT NULL', { caseId });
  later(on, 'UPDATE case_file SET paused_since = NULL, paused_kind = NULL WHERE id = :caseId', { caseId });
  await record(on, {
    caseId,
    atMs: end.atMs,
    actor: end.actor,
    act: 'pause.ended',
    facts: { kind: pause.kind, how: end.how, from: iso(pause.from_at), to: at.toISOString(), by: pause.ended_by },
  });
}

/** The process went on without the reply: closed, withdrawn, taken over by another tier. */
export async function giveUpWaiting(on: Transaction, caseId: string, atMs: number, actor: string): Promise<boolean> {
  const pause = await waitingPause(on, caseId);
  if (pause === undefined) return false;
  await endPause(on, caseId, pause, { how: 'withdrawn', atMs, actor });
  return true;
}
