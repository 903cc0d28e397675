/** An effect as the outbox has it, and as the api shows it. */
import type { z } from 'zod';
import { iso } from '../database.js';
import type { effectSchema } from './schemas.js';

export const EFFECT_COLUMNS = `id, effect_key, system, case_number, action, payload, created_at, attempts, next_attempt_at, delivered_at, held_at,
  held_code, last_error, remote_id, withdrawn_at, withdrawn_by`;

export interface EffectRow {
  readonly id: string;
  readonly effect_key: string;
  readonly system: string;
  readonly case_number: string;
  readonly action: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly attempts: number;
  readonly next_attempt_at: Date;
  readonly delivered_at: Date | null;
  readonly held_at: Date | null;
  readonly held_code: string | null;
  readonly last_error: string | null;
  readonly remote_id: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
}

/** The SQL of each state, over the outbox's columns. */
export const STATE_SQL = {
  delivered: 'delivered_at IS NOT NULL',
  withdrawn: 'withdrawn_at IS NOT NULL',
  held: 'held_at IS NOT NULL AND delivered_at IS NULL AND withdrawn_at IS NULL',
  waiting: 'held_at IS NULL AND delivered_at IS NULL AND withdrawn_at IS NULL',
} as const;

function stateOf(one: EffectRow): keyof typeof STATE_SQL {
  if (one.delivered_at !== null) return 'delivered';
  if (one.withdrawn_at !== null) return 'withdrawn';
  return one.held_at === null ? 'waiting' : 'held';
}

export function showEffect(one: EffectRow): z.infer<typeof effectSchema> {
  const state = stateOf(one);
  return {
    id: one.id,
    system: one.system,
    caseNumber: one.case_number,
    action: one.action,
    state,
    createdAt: iso(one.created_at),
    attempts: one.attempts,
    nextAttemptAt: state === 'waiting' ? iso(one.next_attempt_at) : null,
    deliveredAt: iso(one.delivered_at),
    heldCode: state === 'held' ? one.held_code : null,
    lastError: one.last_error,
    remoteId: one.remote_id,
    withdrawnBy: one.withdrawn_by,
  };
}

/** The tries so far stay in the ledger; patience begins anew. */
export const AGAIN = 'UPDATE outbox SET held_at = NULL, held_code = NULL, attempts = 0, next_attempt_at = :now';
