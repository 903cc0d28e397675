/** Verifies a case's journal: recomputes every hash, and names what it could not check. */
import { row, rows, type Statements } from '../database.js';
import { digestPayload, genesis, linkHash } from './chain.js';

export type Verdict =
  | { readonly type: 'intact'; readonly entries: number; readonly erased: number }
  /** `seq` is the first entry that doesn't fit; `reason` says how. */
  | { readonly type: 'broken'; readonly entries: number; readonly seq: number; readonly reason: string };

interface Entry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly facts: string;
  readonly payload: string | null;
  readonly salt: Buffer | null;
  readonly payload_digest: Buffer | null;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
}

export async function verifyJournal(on: Statements, caseId: string): Promise<Verdict> {
  const entries = await rows<Entry>(
    on,
    'SELECT seq, at, actor, act, facts, payload, salt, payload_digest, prev_hash, hash FROM case_journal WHERE case_id = :caseId ORDER BY seq',
    { caseId },
  );
  const head = await row<{ journal_seq: number; journal_hash: Buffer }>(
    on,
    'SELECT journal_seq, journal_hash FROM case_file WHERE id = :caseId',
    {
      caseId,
    },
  );
  const broken = (seq: number, reason: string): Verdict => ({ type: 'broken', entries: entries.length, seq, reason });
  let previous = genesis(caseId);
  let erased = 0;
  for (const [index, entry] of entries.entries()) {
    if (entry.seq !== index + 1) return broken(index + 1, `Expected entry ${index + 1}, but found ${entry.seq}: one is missing.`);
    if (!entry.prev_hash.equals(previous)) return broken(entry.seq, 'Expected the hash of the entry before, but found another.');
    if (entry.payload_digest !== null && entry.payload === null) erased += 1;
    else if (entry.payload !== null && !payloadFits(entry))
      return broken(entry.seq, 'Expected the payload that was recorded, but it was changed.');
    const expected = linkHash(previous, {
      caseId,
      seq: entry.seq,
      atMs: entry.at.getTime(),
      actor: entry.actor,
      act: entry.act,
      facts: entry.facts,
      payloadDigest: entry.payload_digest,
    });
    if (!entry.hash.equals(expected))
      return broken(entry.seq, 'Expected the entry as it was recorded, but its header or facts were changed.');
    previous = expected;
  }
  if (head === undefined || head.journal_seq !== entries.length || !head.journal_hash.equals(previous)) {
    return broken(
      entries.length + 1,
      `Expected the chain to end at entry ${head?.journal_seq ?? 0}, but it ends at ${entries.length}: the tail is missing.`,
    );
  }
  return { type: 'intact', entries: entries.length, erased };
}

function payloadFits(entry: Entry): boolean {
  return (
    entry.payload !== null &&
    entry.salt !== null &&
    entry.payload_digest !== null &&
    digestPayload(entry.salt, entry.payload).equals(entry.payload_digest)
  );
}
