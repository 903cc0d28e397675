/** Reads the journal as its chain sees it, case after case, a page at a time whatever the size of its payloads; and checks a page. */
import { rows, type Statements } from '../database.js';
import { digestPayload, genesis, linkHash } from './chain.js';

export interface Entry {
  readonly case_id: string;
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

const PAGE_ENTRIES = 1_000;
const PAGE_BYTES = 8 * 1024 * 1024;
const NO_CASE = '00000000-0000-0000-0000-000000000000';

/** `caseId` undefined: of all cases. */
export async function* journalPages(on: Statements, caseId: string | undefined): AsyncGenerator<readonly Entry[]> {
  const where = caseId === undefined ? '(case_id, seq) > (CAST(:case AS uuid), CAST(:seq AS integer))' : 'case_id = :case AND seq > :seq';
  let after = { case: caseId ?? NO_CASE, seq: 0 };
  for (;;) {
    const page = await rows<Entry>(
      on,
      `SELECT * FROM (
         SELECT case_id, seq, at, actor, act, facts, payload, salt, payload_digest, prev_hash, hash,
                sum(octet_length(facts) + coalesce(octet_length(payload), 0)) OVER in_order AS bytes, row_number() OVER in_order AS nth
           FROM case_journal WHERE ${where}
         WINDOW in_order AS (ORDER BY case_id, seq ROWS UNBOUNDED PRECEDING)
          ORDER BY case_id, seq LIMIT ${PAGE_ENTRIES}
       ) page WHERE bytes <= ${PAGE_BYTES} OR nth = 1 ORDER BY nth`,
      after,
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = { case: last.case_id, seq: last.seq };
  }
}

/** The last entry of a case that was found to fit. */
export interface Fitting {
  readonly seq: number;
  readonly hash: Buffer;
}

export const beforeFirst = (caseId: string): Fitting => ({ seq: 0, hash: genesis(caseId) });

export type EntryFault = 'SEQUENCE_GAP' | 'HASH_MISMATCH' | 'PAYLOAD_MISMATCH' | 'PAYLOAD_INCOMPLETE';

/** Why the entry doesn't follow the one before; undefined = it does. */
export function entryFault(entry: Entry, before: Fitting): EntryFault | undefined {
  if (entry.seq !== before.seq + 1) return 'SEQUENCE_GAP';
  const expected = linkHash(before.hash, {
    caseId: entry.case_id,
    seq: entry.seq,
    atMs: entry.at.getTime(),
    actor: entry.actor,
    act: entry.act,
    facts: entry.facts,
    payloadDigest: entry.payload_digest,
  });
  if (!entry.prev_hash.equals(before.hash) || !entry.hash.equals(expected)) return 'HASH_MISMATCH';
  return payloadFault(entry);
}

function payloadFault({ payload, salt, payload_digest }: Entry): EntryFault | undefined {
  if (payload === null && salt === null) return undefined;
  if (payload === null || salt === null || payload_digest === null) return 'PAYLOAD_INCOMPLETE';
  return digestPayload(salt, payload).equals(payload_digest) ? undefined : 'PAYLOAD_MISMATCH';
}
