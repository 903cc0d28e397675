/** Whether streams end where they should: with the end of their root instance, or at the head that the open state names. */
import { decodeHistory } from '../encoding/index.js';
import type { Database } from './anchor-log.js';
import type { Findings } from './findings.js';
import type { ChainHead, ChainRow } from './verify-stream.js';

/** Neither open nor going on: the check of the head and of the state is one statement, so a tree that moves meanwhile isn't accused. */
const CUT_OFF = `
SELECT s.key, s.seq FROM unnest($1::bigint[], $2::integer[]) AS s (key, seq)
WHERE NOT EXISTS (SELECT FROM tree_state t WHERE t.key = s.key)
  AND NOT EXISTS (SELECT FROM stream_head h WHERE h.stream_key = s.key)
  AND NOT EXISTS (SELECT FROM history h WHERE h.stream_key = s.key AND h.seq > s.seq)`;

const WRONG_HEADS = `
WITH heads AS (
  SELECT key, seq, head FROM tree_state WHERE root_key = key AND ($1::bigint IS NULL OR key = $1)
  UNION ALL
  SELECT stream_key, seq, head FROM stream_head WHERE $1::bigint IS NULL OR stream_key = $1
)
SELECT key, seq FROM heads
WHERE NOT EXISTS (SELECT FROM history h WHERE h.stream_key = heads.key AND h.seq = heads.seq AND h.hash = heads.head)
   OR EXISTS (SELECT FROM history h WHERE h.stream_key = heads.key AND h.seq > heads.seq)
ORDER BY key LIMIT 100`;

/** An event of the row completes or terminates the root instance: nothing of the tree can come after it. */
export function endsItsTree({ streamKey, facts }: ChainRow): boolean {
  return decodeHistory(streamKey, facts, null).events.some(
    ({ event }) => (event.type === 'elementCompleted' || event.type === 'elementTerminated') && event.key === streamKey,
  );
}

/** `heads`: last rows that don't end their tree. */
export async function checkCutOff(database: Database, heads: readonly ChainHead[], findings: Findings): Promise<void> {
  if (heads.length === 0) return;
  const { rows } = await database.query<{ key: string; seq: number }>(CUT_OFF, [
    heads.map(({ streamKey }) => String(streamKey)),
    heads.map(({ seq }) => seq),
  ]);
  for (const { key, seq } of rows) findings.fault({ reason: 'TAIL_MISSING', streamKey: BigInt(key), seq: seq + 1 });
}

/** `streamKey` null: of all streams. */
export async function checkHeads(database: Database, streamKey: bigint | null, findings: Findings): Promise<void> {
  const { rows } = await database.query<{ key: string; seq: number }>(WRONG_HEADS, [streamKey]);
  for (const { key, seq } of rows) findings.fault({ reason: 'HEAD_MISMATCH', streamKey: BigInt(key), seq });
}
