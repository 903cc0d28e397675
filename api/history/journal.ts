/** Appends to a case's journal: one row an act, in the transaction of the act itself. There is no other writer of case_journal. */
import { randomBytes } from 'node:crypto';
import { row, run, type Statements } from '../database.js';
import { digestPayload, linkHash } from './chain.js';

export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface Act {
  readonly caseId: string;
  readonly atMs: number;
  /** Login, or `system:…` for what nobody did by hand. */
  readonly actor: string;
  /** `case.registered`, `task.completed` …: docs/glossary.md. */
  readonly act: string;
  /** Codes, ids and dates: kept for good. */
  readonly facts: Facts;
  /** Personal or free text: erasable. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/**
 * `on` is a transaction. The case's row is locked until it ends, so acts on a case stand in one order; it is also the order in
 * which callers take locks: the case first, then what hangs on it.
 */
export async function record(on: Statements, ...acts: readonly Act[]): Promise<void> {
  for (const act of acts) await append(on, act);
}

async function append(on: Statements, act: Act): Promise<void> {
  const head = await row<{ journal_seq: number; journal_hash: Buffer }>(
    on,
    'SELECT journal_seq, journal_hash FROM case_file WHERE id = :caseId FOR UPDATE',
    { caseId: act.caseId },
  );
  if (head === undefined) throw new Error(`Expected case ${act.caseId} to exist before its journal, but it doesn't`);
  const seq = head.journal_seq + 1;
  const atMs = Math.trunc(act.atMs);
  const facts = JSON.stringify(act.facts);
  const payload = act.payload === undefined ? null : JSON.stringify(act.payload);
  const salt = payload === null ? null : randomBytes(16);
  const payloadDigest = payload === null || salt === null ? null : digestPayload(salt, payload);
  const hash = linkHash(head.journal_hash, { caseId: act.caseId, seq, atMs, actor: act.actor, act: act.act, facts, payloadDigest });
  await run(
    on,
    `WITH entry AS (
       INSERT INTO case_journal (case_id, seq, at, actor, act, facts, payload, salt, payload_digest, prev_hash, hash)
       VALUES (:caseId, :seq, :at, :actor, :act, :facts, :payload, :salt, :payloadDigest, :previous, :hash)
     ), told AS (
       INSERT INTO live_event (case_id, type, data)
       VALUES (:caseId, :act, jsonb_build_object('actor', CAST(:actor AS text), 'seq', CAST(:seq AS integer), 'at', CAST(:at AS timestamptz)))
     )
     UPDATE case_file SET journal_seq = :seq, journal_hash = :hash, last_event_at = greatest(last_event_at, :at) WHERE id = :caseId`,
    {
      caseId: act.caseId,
      seq,
      at: new Date(atMs),
      actor: act.actor,
      act: act.act,
      facts,
      payload,
      salt,
      payloadDigest,
      previous: head.journal_hash,
      hash,
    },
  );
}
