/**
 * The lease of the one writer. A batch goes through only if this node still holds the epoch and the batch before it is in;
 * the same update says durably that this batch is in, which decides what became of it when the connection breaks.
 */
import type { Fence } from '../batch-statement.js';

export const LEASE_MS = 3_000;

const ADVANCE = `UPDATE lease SET last_batch = $2, last_position = $3, key_counter = $4,
  expires_at = clock_timestamp() + interval '${LEASE_MS} ms'
  WHERE partition = 1 AND epoch = $1 AND last_batch = $2::bigint - 1 RETURNING 1`;

export function fence(epoch: bigint, batch: number, lastPosition: bigint, keyCounter: bigint): Fence {
  return { sql: ADVANCE, values: [String(epoch), String(batch), String(lastPosition), String(keyCounter)] };
}

/** Taken when it is free, has run out, or is this node's own from before a restart or a broken connection. */
export const ACQUIRE = `UPDATE lease SET epoch = epoch + 1, node_id = $1, link_address = $2, link_secret = $3,
  expires_at = clock_timestamp() + interval '${LEASE_MS} ms'
  WHERE partition = 1 AND (expires_at < clock_timestamp() OR node_id = $1)
  RETURNING epoch, last_batch, last_position, key_counter`;

/** Where the writer is, for those that forward to it. */
export const FIND_WRITER = `SELECT link_address, link_secret FROM lease
  WHERE partition = 1 AND expires_at > clock_timestamp() AND link_address <> ''`;

/**
 * After a broken connection. A statement that the server may still be carrying out either holds the row, so this waits for
 * its outcome, or comes later and finds another epoch. Afterwards `last_batch` is the truth. The secret belongs to one term
 * alone: when the answer to this very statement gets lost, the epoch is ahead of what the term knows, and still its own.
 */
export const REGAIN = `UPDATE lease SET epoch = epoch + 1, expires_at = clock_timestamp() + interval '${LEASE_MS} ms'
  WHERE partition = 1 AND epoch >= $1 AND link_secret = $2 RETURNING epoch, last_batch, last_position, key_counter`;

export const RENEW = `UPDATE lease SET expires_at = clock_timestamp() + interval '${LEASE_MS} ms'
  WHERE partition = 1 AND epoch = $1 RETURNING 1`;

export const RELEASE = `UPDATE lease SET expires_at = clock_timestamp() WHERE partition = 1 AND epoch = $1`;
