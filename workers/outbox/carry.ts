/** Carries one effect over: into our own database inside one transaction, or to another system with a claim around the call. */
import type pg from 'pg';
import type { Clock } from '../ports.js';
import type { Delivery, Effect, LocalPeer, RemotePeer } from './peer.js';
import { CLAIM, DELIVERED, DELIVERED_REMOTE, LOCK } from './statements.js';

/** A peer that hasn't answered by then is away. */
const ANSWER_MS = 30_000;
/** Longer than a call lasts, so nobody else calls meanwhile. */
const CLAIM_S = 45;

/** `notMine`: another node has it, or has just settled it. */
export type Outcome = Delivery | { readonly type: 'notMine' };

export async function carryLocal(pool: pg.Pool, peer: LocalPeer, effect: Effect, clock: Clock): Promise<Outcome> {
  const connection = await pool.connect();
  try {
    const [, locked] = await Promise.all([connection.query('BEGIN'), connection.query({ ...LOCK, values: [effect.id, effect.attempts] })]);
    if (locked.rowCount === 0) {
      await connection.query('ROLLBACK');
      return { type: 'notMine' };
    }
    await peer.deliver(effect, connection);
    await Promise.all([
      connection.query({ ...DELIVERED, values: [effect.id, new Date(clock.now()), codesOf(effect)] }),
      connection.query('COMMIT'),
    ]);
    return { type: 'delivered' };
  } catch (error) {
    await connection.query('ROLLBACK');
    return { type: 'busy', reason: reasonOf(error) };
  } finally {
    connection.release();
  }
}

/** When this process ends between the call and the mark, the claim runs out and the peer sees the same effect again. */
export async function carryRemote(pool: pg.Pool, peer: RemotePeer, effect: Effect, clock: Clock): Promise<Outcome> {
  const claimed = await pool.query({ ...CLAIM, values: [effect.id, effect.attempts, CLAIM_S] });
  if (claimed.rowCount === 0) return { type: 'notMine' };
  const startedMs = performance.now();
  const answer = await peer
    .deliver(effect, AbortSignal.timeout(ANSWER_MS))
    .catch((error: unknown): Delivery => ({ type: 'unavailable', reason: reasonOf(error) }));
  if (answer.type === 'delivered') {
    const tookMs = Math.round(performance.now() - startedMs);
    const values = [
      effect.id,
      new Date(clock.now()),
      tookMs,
      answer.detail ?? '',
      answer.recordId ?? null,
      answer.recordNumber ?? null,
      codesOf(effect),
    ];
    await pool.query({ ...DELIVERED_REMOTE, values });
  }
  return answer;
}

/** Nothing leaves; it is ours for as long as it takes to write that down. */
export async function carryNothing(pool: pg.Pool, effect: Effect, refusal: Delivery): Promise<Outcome> {
  const claimed = await pool.query({ ...CLAIM, values: [effect.id, effect.attempts, CLAIM_S] });
  return claimed.rowCount === 0 ? { type: 'notMine' } : refusal;
}

/** JSON; null: nothing was translated. */
export function codesOf({ sentCodes }: Effect): string | null {
  return sentCodes === undefined ? null : JSON.stringify(sentCodes);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says "fetch failed" and keeps why in its cause.
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
