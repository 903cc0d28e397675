/** Appends to a case's journal: one row an act, in the transaction of the act itself. There is no other writer of case_journal. */
import { randomBytes } from 'node:crypto';
import { later, type Parameters, row, rows, type Transaction } from '../database.js';
import { type Telling, tell } from '../notices/tell.js';
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
  /** Whom it concerns in particular. */
  readonly tells?: readonly Telling[];
}

/** The last link of a case's chain. */
export interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

/** What {@link headOf} reads; for statements that lock a case anyway. */
export const HEAD_COLUMNS = 'c.journal_seq, c.journal_hash';
export interface HeadColumns {
  readonly journal_seq: number;
  readonly journal_hash: Buffer;
}

export function headOf(found: HeadColumns): Head {
  return { seq: found.journal_seq, hash: found.journal_hash };
}

export interface LockedCase {
  readonly id: string;
  readonly number: string;
  readonly resident_id: string | null;
}

/** Locks the cases (alias c) in the order in which everybody locks many, and knows their heads: acts on them read no row again. */
export async function lockCases(on: Transaction, where: string, parameters: Parameters): Promise<readonly LockedCase[]> {
  const found = await rows<LockedCase & HeadColumns>(
    on,
    `SELECT c.id, c.number, c.resident_id, ${HEAD_COLUMNS} FROM case_file c WHERE ${where} ORDER BY c.id FOR UPDATE`,
    parameters,
  );
  for (const one of found) knowHead(on, one.id, headOf(one));
  return found;
}

/** By transaction, the heads of the cases that it has locked: until it ends nobody else can add a link. */
const lockedHeads = new WeakMap<Transaction, Map<string, Head>>();

/** `on` is a transaction that holds the case's row. Saves the next act on it from reading the row again. */
export function knowHead(on: Transaction, caseId: string, head: Head): void {
  const known = lockedHeads.get(on);
  if (known === undefined) lockedHeads.set(on, new Map([[caseId, head]]));
  else known.set(caseId, head);
}

/**
 * `on` is a transaction. The case's row is locked until it ends, so acts on a case stand in one order; it is also the order in
 * which callers take locks: the case first, then what hangs on it.
 */
export async function record(on: Transaction, act: Act): Promise<void> {
  const { caseId, actor } = act;
  const head = lockedHeads.get(on)?.get(caseId) ?? (await lockHead(on, caseId));
  const seq = head.seq + 1;
  const atMs = Math.trunc(act.atMs);
  const facts = JSON.stringify(act.facts);
  const payload = act.payload === undefined ? null : JSON.stringify(act.payload);
  const salt = payload === null ? null : randomBytes(16);
  const payloadDigest = payload === null || salt === null ? null : digestPayload(salt, payload);
  const hash = linkHash(head.hash, { caseId, seq, atMs, actor, act: act.act, facts, payloadDigest });
  knowHead(on, caseId, { seq, hash });
  later(
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
      caseId,
      seq,
      at: new Date(atMs),
      actor,
      act: act.act,
      facts,
      payload,
      salt,
      payloadDigest,
      previous: head.hash,
      hash,
    },
  );
  if (act.tells !== undefined) tell(on, { caseId, seq, actor, at: new Date(atMs) }, act.tells);
}

async function lockHead(on: Transaction, caseId: string): Promise<Head> {
  const found = await row<HeadColumns>(on, `SELECT ${HEAD_COLUMNS} FROM case_file c WHERE c.id = :caseId FOR UPDATE`, { caseId });
  if (found === undefined) throw new Error(`Expected case ${caseId} to exist before its journal, but it doesn't`);
  return headOf(found);
}
