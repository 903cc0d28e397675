/**
 * What the writer hands on once a batch is durable: to the projector, to the feed, to whoever waits.
 * Rows of history in memory, so that nobody on the same node has to read them back.
 */
import type { Command } from '../core/index.js';

/** One row of history. */
export interface HistoryEntry {
  /** Unique and increasing in commit order, without gaps. */
  readonly position: bigint;
  /** Engine clock, ms. */
  readonly atMs: number;
  /** A root instance's key, or one of the fixed streams. */
  readonly streamKey: bigint;
  /** Place in its stream, from 1. */
  readonly seq: number;
  /** Type of the command that caused it. */
  readonly command: Command['type'];
  /** As in the row. Bytes, not events: they are small, and what waits for readers costs the garbage collector nothing. */
  readonly facts: Buffer;
  readonly payload: Buffer | undefined;
}

export interface CommittedBatch {
  readonly entries: readonly HistoryEntry[];
  /** Position of the last entry. */
  readonly lastPosition: bigint;
}
